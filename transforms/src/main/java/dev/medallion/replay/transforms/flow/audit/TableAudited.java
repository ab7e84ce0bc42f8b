package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import java.io.Serializable;
import java.util.List;

/**
 * The result of auditing one table or one ledger.
 *
 * @param table its name; for a ledger the entity's name
 * @param findings findings of a ledger are reported for its entity's tables
 * @param diffs of its replaced partitions
 * @param reads the look-ups by key that the findings depend on
 */
public record TableAudited(
    String table, List<Finding> findings, List<RowDiff> diffs, List<KeyRead> reads)
    implements Serializable {

  /** How a partition's rows differ from the published ones, by key. */
  public record RowDiff(String partition, long added, long removed, long changed, long same)
      implements Serializable {

    RowDiff plus(RowDiff other) {
      return new RowDiff(
          partition,
          added + other.added,
          removed + other.removed,
          changed + other.changed,
          same + other.same);
    }
  }
}
