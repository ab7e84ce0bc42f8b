package dev.medallion.replay.transforms.audit.table;

import dev.medallion.replay.transforms.audit.NamedAudit;
import dev.medallion.replay.transforms.audit.Observation;
import dev.medallion.replay.transforms.build.VersionOrder;
import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/**
 * A replay never takes a row back to an older version, and never drops one, for want of an object
 * that it did not read.
 */
public final class NewerPublished extends NamedAudit<TableUnderAudit> {
  public NewerPublished() {
    super("newer_published", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(TableUnderAudit seen) {
    if (!seen.isOfEntity()) {
      return List.of();
    }
    return seen.session()
        .query(
            "SELECT p._partition, count(*), min(p._object) FROM "
                + seen.replaced(seen.table())
                + " p LEFT JOIN "
                + seen.staged(seen.table())
                + " s ON "
                + seen.sameKey("s", "p")
                + " LEFT JOIN "
                + seen.crossing()
                + " c ON "
                + seen.sameKey("c", "p")
                + " WHERE NOT EXISTS (SELECT 1 FROM "
                + seen.readToEnd()
                + " o WHERE o.path = p._object) AND CASE"
                + " WHEN s._version IS NOT NULL THEN "
                + VersionOrder.isNewer("p", "s")
                + " WHEN c._version IS NOT NULL THEN "
                + VersionOrder.isNewer("p", "c")
                + " ELSE NOT "
                + ReadDates.contains(seen, "p")
                + " END GROUP BY 1 ORDER BY 1",
            row ->
                new Observation(
                    seen.table().name(),
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(2)
                        + " published rows are newer than what was read; their versions lie e.g. in "
                        + row.getString(3),
                    "read further with --arrives or a later --asOf, so that those objects are in"));
  }
}
