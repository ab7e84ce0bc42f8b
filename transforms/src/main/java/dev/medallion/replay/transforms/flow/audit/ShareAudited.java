package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.flow.audit.TableAudited.RowDiff;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import java.io.Serializable;
import java.util.List;

/**
 * The result of one unit of the audits of a table or ledger.
 *
 * @param table its name; for a ledger the entity's name
 * @param looks of the audits that looked
 * @param diffs of its replaced partitions, as far as the share's keys tell
 * @param reads the look-ups by key that the findings depend on
 */
public record ShareAudited(
    String table, KeyShare share, List<Look> looks, List<RowDiff> diffs, List<KeyRead> reads)
    implements Serializable {

  /**
   * What one audit came to.
   *
   * @param audit its place among those of the table
   * @param tallies of an audit by keys
   * @param observations of any other
   */
  record Look(int audit, List<Tally> tallies, List<Observation> observations)
      implements Serializable {}
}
