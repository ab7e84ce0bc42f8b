package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import java.util.List;
import java.util.stream.Stream;

/**
 * An event is published, and a part that it needs is gone, or cannot be used any more: replayed, it
 * would be a dead letter, and its rows would vanish or go back to an older version.
 */
final class ErodedByMissingPart extends NamedAudit<LedgerUnderAudit> {
  public ErodedByMissingPart() {
    super("eroded", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(LedgerUnderAudit seen) {
    if (seen.ledger().entity().parts().isEmpty()) {
      return List.of();
    }
    List<EntityTable> whole = seen.tables().stream().filter(t -> t.grain() == Grain.NONE).toList();
    List<EntityTable> cut = seen.tables().stream().filter(t -> t.grain() != Grain.NONE).toList();
    return Stream.concat(
            cut.isEmpty() ? Stream.empty() : lost(seen, cut, seen.replaced()).stream(),
            whole.isEmpty() ? Stream.empty() : lost(seen, whole, seen.published()).stream())
        .toList();
  }

  private static List<Observation> lost(
      LedgerUnderAudit seen, List<EntityTable> tables, String records) {
    return seen.observe(
        tables,
        seen.counted(
            "SELECT p._partition, count(*), min(p._object) FROM "
                + records
                + " p JOIN "
                + seen.seen().incomplete(seen.ledger())
                + " i ON i.source = p._source AND i.object = p._object"
                + " AND i.position = p._position GROUP BY 1 ORDER BY 1"),
        (table, partition, count, example) ->
            new Observation(
                table.name(),
                partition,
                count,
                count
                    + " published events lack a part that they had, e.g. that of "
                    + example
                    + " (dead letter MISSING_PART)",
                "restore the part, or, to lose their rows on purpose, --allow=eroded:%s/%s"
                    .formatted(table.name(), partition)));
  }
}
