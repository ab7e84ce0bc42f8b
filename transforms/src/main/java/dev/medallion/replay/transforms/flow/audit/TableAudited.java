package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import java.io.Serializable;
import java.util.List;

/**
 * What looking at the rows of one table, or at one ledger, came to.
 *
 * @param table its name; of a ledger the entity's
 * @param findings also of tables: what a ledger shows is told of its entity's tables
 * @param diffs of its replaced partitions
 * @param reads what was looked up by key, on which the findings rest
 */
public record TableAudited(
    String table, List<Finding> findings, List<RowDiff> diffs, List<KeyRead> reads)
    implements Serializable {

  /** How a partition's rows differ from the published ones, by key. */
  public record RowDiff(String partition, long added, long removed, long changed, long same)
      implements Serializable {}
}
