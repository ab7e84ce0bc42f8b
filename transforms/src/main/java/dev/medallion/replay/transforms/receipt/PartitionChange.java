package dev.medallion.replay.transforms.receipt;

import java.io.Serializable;
import java.util.Optional;

/**
 * What happened to a partition; in a plan, what would happen.
 *
 * @param table as the warehouse names it, e.g. {@code silver.charges}
 * @param completeness {@code complete}, {@code open until 2026-03-10}, or {@code open, waits for
 *     charges/2026-02-02}
 * @param diff where the rows before are known
 */
public record PartitionChange(
    String table,
    String partition,
    Action action,
    long rowsBefore,
    long rowsAfter,
    String checksumBefore,
    String checksumAfter,
    String completeness,
    Optional<Diff> diff) {
  /** The completeness of a partition that nothing more can arrive for. */
  public static final String COMPLETE = "complete";

  /** What is done to a partition. */
  public enum Action {
    /** Its rows are exchanged for new ones. */
    REPLACED,
    /** It had rows, and has none now. */
    EMPTIED,
    /** It holds exactly these rows already. */
    SKIPPED
  }

  /** Rows by key. */
  public record Diff(long added, long removed, long changed, long same) implements Serializable {}

  /** The same once it stands: nothing changes any more. */
  public PartitionChange standing() {
    return new PartitionChange(
        table,
        partition,
        Action.SKIPPED,
        rowsAfter,
        rowsAfter,
        checksumAfter,
        checksumAfter,
        completeness,
        Optional.empty());
  }

  public boolean isOpen() {
    return !completeness.equals(COMPLETE);
  }
}
