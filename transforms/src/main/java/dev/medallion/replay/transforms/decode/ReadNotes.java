package dev.medallion.replay.transforms.decode;

import java.io.Serializable;

/**
 * What was noticed while records were read, beside where each ended.
 *
 * @param drift departures from the contract that cost no record
 * @param signatures what signatures said
 */
public record ReadNotes(Drift drift, SignatureCounts signatures) implements Serializable {}
