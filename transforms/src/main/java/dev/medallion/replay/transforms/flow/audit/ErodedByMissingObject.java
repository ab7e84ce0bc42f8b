package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every object of a published version still exists and can be read, even if the version is a
 * tombstone or yields no row. A replay without it could delete good rows, or bring deleted ones
 * back. (The other half of {@code eroded} checks dates: {@link
 * dev.medallion.replay.transforms.flow.audit.ErodedByRetention}.)
 */
final class ErodedByMissingObject extends NamedAudit<LedgerUnderAudit> {
  public ErodedByMissingObject() {
    super("eroded", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(LedgerUnderAudit seen) {
    List<EntityTable> whole = seen.tables().stream().filter(t -> t.grain() == Grain.NONE).toList();
    List<EntityTable> cut = seen.tables().stream().filter(t -> t.grain() != Grain.NONE).toList();
    Stream<Observation> ofCut =
        cut.isEmpty() ? Stream.empty() : gone(seen, cut, seen.replaced()).stream();
    Stream<Observation> ofWhole =
        whole.isEmpty() ? Stream.empty() : gone(seen, whole, seen.published()).stream();
    return Stream.concat(ofCut, ofWhole).toList();
  }

  private static List<Observation> gone(
      LedgerUnderAudit seen, List<EntityTable> tables, String records) {
    return seen.observe(
        tables,
        seen.counted(
            "SELECT p._partition, count(DISTINCT (p._source, p._object)), min(p._object) FROM "
                + records
                + " p WHERE "
                + Origin.isOnDatesRead(seen, "p")
                + " AND "
                + Origin.wasNotRead(seen, "p")
                + " GROUP BY 1 ORDER BY 1"),
        (table, partition, count, example) ->
            new Observation(
                table.name(),
                partition,
                count,
                count
                    + " objects of the published rows do not exist any more"
                    + (seen.isUnreadable(example) ? " or can't be read" : "")
                    + ", e.g. "
                    + example,
                "restore them, or, to lose their rows on purpose, --allow=eroded:%s/%s"
                    .formatted(table.name(), partition)));
  }
}
