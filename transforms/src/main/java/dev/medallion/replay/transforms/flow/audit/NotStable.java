package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/** An entity of a table whose partition column is declared stable is on only one day. */
final class NotStable extends NamedAudit<LedgerUnderAudit> {
  public NotStable() {
    super("unique_key", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(LedgerUnderAudit seen) {
    List<EntityTable> tables =
        seen.tables().stream()
            .filter(t -> t.grain() != Grain.NONE && t.partitionBy().stable())
            .toList();
    return tables.isEmpty()
        ? List.of()
        : seen.observe(
            tables,
            Affected.counted(seen),
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
}
