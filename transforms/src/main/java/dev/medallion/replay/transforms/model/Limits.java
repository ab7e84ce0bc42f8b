package dev.medallion.replay.transforms.model;

/**
 * What a run may not exceed.
 *
 * @param deadLetterRatio share of a source's records that may be dead letters, 0 to 1
 * @param recordBytes a longer record is a dead letter TOO_LARGE
 * @param rowDropRatio a published partition may lose this share of its rows, 0 to 1
 * @param rowDropRows and, in any case, this many rows
 */
public record Limits(
    double deadLetterRatio, int recordBytes, double rowDropRatio, int rowDropRows) {
  public static final Limits DEFAULT = new Limits(0.05, 16 << 20, 0.20, 10);
}
