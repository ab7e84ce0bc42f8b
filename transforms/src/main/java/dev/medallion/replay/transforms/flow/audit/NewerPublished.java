package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/**
 * A replay never reverts an entity to an older version, and never drops one, because it did not
 * read an object's date. {@link ErodedByMissingObject} covers the dates that it did read.
 */
final class NewerPublished extends AuditByKeys<LedgerUnderAudit> {
  public NewerPublished() {
    super("newer_published", Severity.BLOCK);
  }

  @Override
  List<Tally> tally(LedgerUnderAudit seen) {
    return seen.counted(
        "SELECT p._partition, count(*), min(p._object) FROM "
            + seen.replaced()
            + " p LEFT JOIN "
            + seen.staged()
            + " s ON "
            + seen.sameKey("s", "p")
            + " LEFT JOIN "
            + seen.leaving()
            + " c ON "
            + seen.sameKey("c", "p")
            + " WHERE "
            + Origin.wasNotRead(seen, "p")
            + " AND NOT "
            + Origin.isOnDatesRead(seen, "p")
            + " AND CASE WHEN s._object IS NOT NULL THEN "
            + seen.isNewer("p", "s")
            + " WHEN c._object IS NOT NULL THEN "
            + seen.isNewer("p", "c")
            + " ELSE TRUE END GROUP BY 1 ORDER BY 1");
  }

  @Override
  List<Observation> said(AuditSubject of, List<Tally> tallies) {
    return of.observe(
        of.tables(),
        tallies,
        (table, partition, count, example) ->
            new Observation(
                table.name(),
                partition,
                count,
                Text.count(count, "published version is", "published versions are")
                    + " newer than what was read, e.g. in "
                    + example,
                "read those objects too, with a wider --arrives or a later --as-of"));
  }
}
