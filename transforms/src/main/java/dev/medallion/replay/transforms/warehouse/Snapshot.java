package dev.medallion.replay.transforms.warehouse;

import java.io.Serializable;
import java.time.Instant;

/**
 * A copy of a table from before a publication wrote to it: a way back that needs no tool.
 *
 * @param table as the warehouse names it, e.g. {@code silver.charges}
 * @param copy what the copy is called, with its dataset
 * @param until when it vanishes by itself
 */
public record Snapshot(String table, String copy, Instant until) implements Serializable {}
