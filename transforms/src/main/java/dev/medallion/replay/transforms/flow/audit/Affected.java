package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/**
 * No entity that crosses the window's edge leaves a published partition wrong: neither one outside
 * that still holds it, nor one outside that it moved to and that does not hold it yet. Publishing
 * only one side would duplicate or lose the entity, or bring a deleted one back.
 */
public final class Affected extends AuditByKeys<LedgerUnderAudit> {
  /** As findings name it. */
  public static final String NAME = "affected";

  public Affected() {
    super(NAME, Severity.BLOCK);
  }

  @Override
  List<Tally> tally(LedgerUnderAudit seen) {
    return tables(seen.subject()).isEmpty() ? List.of() : counted(seen);
  }

  @Override
  List<Observation> said(AuditSubject of, List<Tally> tallies) {
    return of.observe(
        tables(of),
        tallies,
        (table, partition, count, example) ->
            new Observation(
                table.name(),
                partition,
                count,
                Text.count(count, "entity", "entities")
                    + " moved between the window and this published partition",
                "replay it with the window by --expand=affected, or widen the window to include"
                    + " it"));
  }

  private static List<EntityTable> tables(AuditSubject of) {
    return of.tables().stream()
        .filter(t -> t.grain() != Grain.NONE && !t.partitionBy().stable())
        .toList();
  }

  /** By partition of the ledger, outside of what the run replaces. */
  static List<Tally> counted(LedgerUnderAudit seen) {
    String leaving = seen.leaving();
    String stays =
        "SELECT p._partition FROM "
            + seen.standing()
            + " p JOIN "
            + seen.staged()
            + " s ON "
            + seen.sameKey("p", "s");
    String staysThoughMoved =
        "SELECT p._partition FROM "
            + seen.standing()
            + " p JOIN "
            + leaving
            + " c ON "
            + seen.sameKey("p", "c")
            + " WHERE p._partition <> c._partition AND "
            + seen.isNewer("c", "p");
    String isMissing =
        "SELECT c._partition FROM "
            + leaving
            + " c WHERE c._partition IN "
            + seen.standingPartitions()
            + " AND NOT EXISTS (SELECT 1 FROM "
            + seen.standing()
            + " p WHERE "
            + seen.sameKey("p", "c")
            + " AND NOT "
            + seen.isNewer("c", "p")
            + ")";
    return seen.counted(
        "SELECT _partition, count(*), '' FROM ("
            + stays
            + " UNION ALL "
            + staysThoughMoved
            + " UNION ALL "
            + isMissing
            + ") GROUP BY 1 ORDER BY 1");
  }
}
