package dev.medallion.replay.transforms.audit.table;

import dev.medallion.replay.transforms.audit.NamedAudit;
import dev.medallion.replay.transforms.audit.Observation;
import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/**
 * Every object that fed a published partition is still there and was read to its end. A replay
 * without it could delete good rows. (The other half of {@code eroded} looks at dates: {@link
 * dev.medallion.replay.transforms.audit.run.Expired}.)
 */
public final class Vanished extends NamedAudit<TableUnderAudit> {
  public Vanished() {
    super("eroded", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(TableUnderAudit seen) {
    if (!seen.isOfEntity()) {
      return List.of();
    }
    return seen.session()
        .query(
            "SELECT p._partition, count(DISTINCT p._object), min(p._object) FROM "
                + seen.replaced(seen.table())
                + " p WHERE "
                + ReadDates.contains(seen, "p")
                + " AND NOT EXISTS (SELECT 1 FROM "
                + seen.readToEnd()
                + " o WHERE o.path = p._object) GROUP BY 1 ORDER BY 1",
            row ->
                new Observation(
                    seen.table().name(),
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(2)
                        + " objects that fed the published rows are gone"
                        + (seen.isUnreadable(row.getString(3)) ? " or can't be read" : "")
                        + ", e.g. "
                        + row.getString(3),
                    "restore them, or --allow=eroded:"
                        + seen.table().name()
                        + "/"
                        + row.getString(1)
                        + " where losing their rows is meant"));
  }
}
