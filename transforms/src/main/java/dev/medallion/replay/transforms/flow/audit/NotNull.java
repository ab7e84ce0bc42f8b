package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/** Keys are not null. */
final class NotNull extends NamedAudit<TableUnderAudit> {
  public NotNull() {
    super("not_null", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(TableUnderAudit seen) {
    return seen.table().key().stream().flatMap(column -> nulls(seen, column).stream()).toList();
  }

  private static List<Observation> nulls(TableUnderAudit seen, String column) {
    return seen.session()
        .query(
            "SELECT _partition, count(*) FROM "
                + seen.renewed(seen.table())
                + " WHERE "
                + Sql.identifier(column)
                + " IS NULL GROUP BY 1 ORDER BY 1",
            row ->
                new Observation(
                    seen.table().name(),
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(2) + " rows have no " + column + ", which is part of the key",
                    "make the field required in the model, or correct " + seen.table().sqlFile()));
  }
}
