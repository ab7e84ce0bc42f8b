package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An event is published, and a part that it needs is gone, or cannot be used any more: replayed, it
 * would be a dead letter, and its rows would vanish or go back to an older version.
 */
final class ErodedByMissingPart extends AuditByKeys<LedgerUnderAudit> {
  /** Tallies of tables that are cut into partitions, and of those that are built whole. */
  private static final String CUT = "cut";

  private static final String WHOLE = "whole";

  public ErodedByMissingPart() {
    super("eroded", Severity.BLOCK);
  }

  @Override
  List<Tally> tally(LedgerUnderAudit seen) {
    if (seen.ledger().entity().parts().isEmpty()) {
      return List.of();
    }
    List<Tally> tallies = new ArrayList<>();
    if (!tables(seen.subject(), CUT).isEmpty()) {
      tallies.addAll(lost(seen, CUT, seen.replaced(seen.ledger().key())));
    }
    if (!tables(seen.subject(), WHOLE).isEmpty()) {
      tallies.addAll(lost(seen, WHOLE, seen.published(seen.ledger().key())));
    }
    return tallies;
  }

  private static List<Tally> lost(LedgerUnderAudit seen, String kind, String records) {
    return seen.counted(
        "SELECT p._partition, count(*), min(p._object) FROM "
            + records
            + " p JOIN "
            + seen.seen().incomplete(seen.ledger())
            + " i ON i.source = p._source AND i.object = p._object"
            + " AND i.position = p._position GROUP BY 1 ORDER BY 1",
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
                    + " published events lack a part that they had, e.g. that of "
                    + example
                    + " (dead letter MISSING_PART)",
                "restore the part, or, to lose their rows on purpose, --allow=eroded:%s/%s"
                    .formatted(table.name(), partition)));
  }
}
