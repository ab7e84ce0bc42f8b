package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Table;
import java.util.List;
import java.util.Map;

/** A declared reference names an existing row, replayed or published, on any day. */
final class ForeignKey extends NamedAudit<TableUnderAudit> {
  public ForeignKey() {
    super("foreign_key", Severity.WARNING);
  }

  @Override
  public List<Observation> check(TableUnderAudit seen) {
    return seen.table().references().entrySet().stream()
        .flatMap(reference -> orphans(seen, reference).stream())
        .toList();
  }

  private static List<Observation> orphans(
      TableUnderAudit seen, Map.Entry<String, String> reference) {
    Table target = seen.facts().model().table(reference.getValue());
    String key = Sql.identifier(target.key().get(0));
    String column = Sql.identifier(reference.getKey());
    String standing =
        seen.standing(
            target,
            List.of(target.key().get(0)),
            "SELECT %s AS %s FROM %s WHERE %s IS NOT NULL"
                .formatted(column, key, seen.renewed(seen.table()), column),
            List.of(target.key().get(0)));
    return seen.session()
        .query(
            "SELECT s._partition, count(*) FROM "
                + seen.renewed(seen.table())
                + " s WHERE s."
                + column
                + " IS NOT NULL AND s."
                + column
                + " NOT IN (SELECT "
                + key
                + " FROM "
                + seen.staged(target)
                + " WHERE "
                + key
                + " IS NOT NULL) AND s."
                + column
                + " NOT IN (SELECT "
                + key
                + " FROM "
                + standing
                + " WHERE "
                + key
                + " IS NOT NULL) GROUP BY 1 ORDER BY 1",
            row ->
                new Observation(
                    seen.table().name(),
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(2)
                        + " rows name a "
                        + reference.getKey()
                        + " that "
                        + target.name()
                        + " does not have",
                    "if it exists, replay the window in which it was created"));
  }
}
