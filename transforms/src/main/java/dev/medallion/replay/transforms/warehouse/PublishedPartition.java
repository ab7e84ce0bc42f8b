package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import java.io.Serializable;

/**
 * The result of publishing one partition.
 *
 * @param table as the warehouse names it, e.g. {@code silver.charges}
 * @param before what the table held, whoever wrote it
 * @param after what it holds now
 * @param version of its head now
 */
public record PublishedPartition(
    Partition partition,
    String table,
    Action action,
    Content before,
    Content after,
    int version,
    Completeness completeness)
    implements Serializable {

  /** What was done. */
  public enum Action {
    /** Its rows are new. */
    REPLACED,
    /** It had rows, and has none. */
    EMPTIED,
    /** It held exactly these rows already; only its head learned something. */
    SKIPPED
  }
}
