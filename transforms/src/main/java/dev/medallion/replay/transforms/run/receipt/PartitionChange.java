package dev.medallion.replay.transforms.run.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.Optional;

/**
 * What happened to a partition; in a plan, what would happen.
 *
 * @param table as the warehouse names it, e.g. {@code silver.charges}
 * @param completeness {@code complete}, {@code open until 2026-03-10}, or {@code open, waits for
 *     charges/2026-02-02}
 * @param diff where the rows before are known
 * @param notPublished why it was not published by a run that published others; empty: it was, or
 *     would be
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
    Optional<Diff> diff,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String notPublished) {
  /** The completeness of a partition that nothing more can arrive for. */
  public static final String COMPLETE = "complete";

  public PartitionChange {
    // Receipts written before a part of a change set could be published.
    notPublished = Optional.ofNullable(notPublished).orElse("");
  }

  /** One that was done, or would be. */
  public PartitionChange(
      String table,
      String partition,
      Action action,
      long rowsBefore,
      long rowsAfter,
      String checksumBefore,
      String checksumAfter,
      String completeness,
      Optional<Diff> diff) {
    this(
        table,
        partition,
        action,
        rowsBefore,
        rowsAfter,
        checksumBefore,
        checksumAfter,
        completeness,
        diff,
        "");
  }

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

  /** The same where it could not be done: the partition is as it was. */
  public PartitionChange notPublished(String why) {
    return new PartitionChange(
        table,
        partition,
        action,
        rowsBefore,
        rowsBefore,
        checksumBefore,
        checksumBefore,
        completeness,
        Optional.of(new Diff(0, 0, 0, rowsBefore)),
        why);
  }

  /** False where it was to be done, and could not be. */
  public boolean isPublished() {
    return notPublished.isEmpty();
  }

  public boolean isOpen() {
    return !completeness.equals(COMPLETE);
  }
}
