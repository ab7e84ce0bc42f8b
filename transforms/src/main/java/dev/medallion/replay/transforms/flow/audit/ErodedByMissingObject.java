package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every object of a published version still exists and can be read, even if the version is a
 * tombstone or yields no row. A replay without it could delete good rows, or bring deleted ones
 * back. (The other half of {@code eroded} checks dates: {@link
 * dev.medallion.replay.transforms.flow.audit.ErodedByRetention}.)
 */
final class ErodedByMissingObject extends AuditByKeys<LedgerUnderAudit> {
  /** Tallies of tables that are cut into partitions, and of those that are built whole. */
  private static final String CUT = "cut";

  private static final String WHOLE = "whole";

  /** Split by object: one may hold the versions of many entities, and counts once. */
  private static final List<String> ORIGIN = List.of("_source", "_object");

  public ErodedByMissingObject() {
    super("eroded", Severity.BLOCK);
  }

  @Override
  List<Tally> tally(LedgerUnderAudit seen) {
    List<Tally> tallies = new ArrayList<>();
    if (!tables(seen.subject(), CUT).isEmpty()) {
      tallies.addAll(gone(seen, CUT, seen.replaced(ORIGIN)));
    }
    if (!tables(seen.subject(), WHOLE).isEmpty()) {
      tallies.addAll(gone(seen, WHOLE, seen.published(ORIGIN)));
    }
    return tallies;
  }

  private static List<Tally> gone(LedgerUnderAudit seen, String kind, String records) {
    return seen.counted(
        "SELECT p._partition, count(DISTINCT (p._source, p._object)), min(p._object) FROM "
            + records
            + " p WHERE "
            + Origin.isOnDatesRead(seen, "p")
            + " AND "
            + Origin.wasNotRead(seen, "p")
            + " GROUP BY 1 ORDER BY 1",
        kind);
  }

  @Override
  List<Observation> said(AuditSubject of, List<Tally> tallies) {
    return Stream.of(CUT, WHOLE).flatMap(kind -> said(of, kind, tallies).stream()).toList();
  }

  private static List<EntityTable> tables(AuditSubject of, String kind) {
    return of.tables().stream()
        .filter(t -> (t.grain() == Grain.NONE) == kind.equals(WHOLE))
        .toList();
  }

  private static List<Observation> said(AuditSubject of, String kind, List<Tally> tallies) {
    return of.observe(
        tables(of, kind),
        tallies.stream().filter(t -> t.of().get(0).equals(kind)).toList(),
        (table, partition, count, example) ->
            new Observation(
                table.name(),
                partition,
                count,
                count
                    + " objects of the published rows do not exist any more"
                    + (of.isUnreadable(example) ? " or can't be read" : "")
                    + ", e.g. "
                    + example,
                "restore them, or, to lose their rows on purpose, --allow=eroded:%s/%s"
                    .formatted(table.name(), partition)));
  }
}
