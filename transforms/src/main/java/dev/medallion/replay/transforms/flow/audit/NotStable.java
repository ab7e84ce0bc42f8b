package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/** An entity of a table whose partition column is declared stable is on only one day. */
final class NotStable extends AuditByKeys<LedgerUnderAudit> {
  public NotStable() {
    super("unique_key", Severity.BLOCK);
  }

  @Override
  List<Tally> tally(LedgerUnderAudit seen) {
    return tables(seen.subject()).isEmpty() ? List.of() : Affected.counted(seen);
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
                "%s on another day in this published partition, although %s is declared stable"
                    .formatted(
                        Text.count(count, "entity is", "entities are"),
                        table.partitionBy().column()),
                "remove stable from partition_by of "
                    + table.name()
                    + " in model.yaml, and replay with --expand=affected"));
  }

  private static List<EntityTable> tables(AuditSubject of) {
    return of.tables().stream()
        .filter(t -> t.grain() != Grain.NONE && t.partitionBy().stable())
        .toList();
  }
}
