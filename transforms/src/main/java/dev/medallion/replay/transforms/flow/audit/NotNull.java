package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Table;
import java.util.List;

/** Keys are not null. */
final class NotNull extends AuditByKeys<TableUnderAudit> {
  public NotNull() {
    super("not_null", Severity.BLOCK);
  }

  @Override
  List<Tally> tally(TableUnderAudit seen) {
    return seen.table().key().stream().flatMap(column -> nulls(seen, column).stream()).toList();
  }

  private static List<Tally> nulls(TableUnderAudit seen, String column) {
    List<String> key = seen.table().key();
    return seen.session()
        .query(
            "SELECT _partition, count(*) FROM "
                + seen.renewed(seen.table(), new Cut(key, key))
                + " WHERE "
                + Sql.identifier(column)
                + " IS NULL GROUP BY 1 ORDER BY 1",
            row -> Tally.of(row.getLong(2), column, row.getString(1)));
  }

  @Override
  List<Observation> said(AuditSubject of, List<Tally> tallies) {
    return of.table().key().stream()
        .flatMap(column -> tallies.stream().filter(t -> t.of().get(0).equals(column)))
        .map(t -> observation(of.table(), t.of().get(0), t.of().get(1), t.count()))
        .toList();
  }

  private static Observation observation(Table table, String column, String partition, long rows) {
    return new Observation(
        table.name(),
        partition,
        rows,
        rows + " rows have no " + column + ", which is part of the key",
        "make the field required in the model, or correct " + table.sqlFile());
  }
}
