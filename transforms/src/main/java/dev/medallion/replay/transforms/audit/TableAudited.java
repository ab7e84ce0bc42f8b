package dev.medallion.replay.transforms.audit;

import dev.medallion.replay.transforms.receipt.Finding;
import java.io.Serializable;
import java.util.List;

/**
 * What looking at the rows of one table came to.
 *
 * @param diffs of its replaced partitions
 */
public record TableAudited(String table, List<Finding> findings, List<RowDiff> diffs)
    implements Serializable {

  /** How a partition's rows differ from the published ones, by key. */
  public record RowDiff(String partition, long added, long removed, long changed, long same)
      implements Serializable {}
}
