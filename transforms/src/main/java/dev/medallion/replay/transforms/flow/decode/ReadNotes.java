package dev.medallion.replay.transforms.flow.decode;

import java.io.Serializable;

/**
 * What was noticed while records were read, beside where each ended.
 *
 * @param drift departures from the contract that cost no record
 * @param signatures what signatures said
 * @param corrected records whose bytes a correction replaced
 */
public record ReadNotes(Drift drift, SignatureCounts signatures, long corrected)
    implements Serializable {}
