package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A reference that an aggregate table follows lies within the reach that it declares, measured from
 * the whole partition that the referring row is in: a table cut by month sees its month. One that
 * is there, but further away, would be joined or not joined depending on nothing the model says.
 *
 * <p>A table follows the references of the inputs that its own rows come from: those without a
 * reach, which a partition sees just on its own days. Inputs that themselves have a reach are
 * context.
 *
 * <p>Seen from either side: by the rows that refer, and by those that are referred to.
 */
final class LookbackExceeded extends NamedAudit<TableUnderAudit> {
  public LookbackExceeded() {
    super("lookback_exceeded", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(TableUnderAudit seen) {
    if (!(seen.table() instanceof AggregateTable aggregate)) {
      return List.of();
    }
    List<Observation> found = new ArrayList<>();
    for (Input from : aggregate.inputs()) {
      if (!from.reach().equals(Reach.NONE)) {
        continue;
      }
      Table referring = seen.facts().model().table(from.table());
      for (Map.Entry<String, String> reference : referring.references().entrySet()) {
        aggregate.inputs().stream()
            .filter(i -> i.table().equals(reference.getValue()) && i.slice().isEmpty())
            .filter(i -> isCut(seen, i.table()) && isCut(seen, from.table()))
            .forEach(to -> found.addAll(tooFar(seen, referring, reference.getKey(), to)));
      }
    }
    return found;
  }

  private static boolean isCut(TableUnderAudit seen, String table) {
    return seen.facts().model().table(table).grain() != Grain.NONE;
  }

  private static List<Observation> tooFar(
      TableUnderAudit seen, Table referring, String column, Input to) {
    Table target = seen.facts().model().table(to.table());
    Grain grain = seen.table().grain();
    String day = "a." + Sql.identifier(referring.partitionBy().column());
    String targetDay = "b." + Sql.identifier(target.partitionBy().column());
    String key = Sql.identifier(target.key().get(0));
    String reference = Sql.identifier(column);
    String referringRows =
        all(
            seen,
            referring,
            column,
            "SELECT %s AS %s FROM %s".formatted(key, reference, seen.staged(target)));
    String targetRows =
        all(
            seen,
            target,
            target.key().get(0),
            "SELECT %s AS %s FROM %s".formatted(reference, key, seen.staged(referring)));
    return seen.session()
        .query(
            "SELECT "
                + GrainSql.value(grain, day)
                + ", count(*), max(b._partition) FROM "
                + referringRows
                + " a JOIN "
                + targetRows
                + " b ON b."
                + Sql.identifier(target.key().get(0))
                + " = a."
                + Sql.identifier(column)
                + " WHERE (a._is_staged OR b._is_staged) AND "
                + targetDay
                + " NOT BETWEEN "
                + GrainSql.firstDay(grain, day)
                + " - "
                + GrainSql.interval(to.reach().before())
                + " AND "
                + GrainSql.lastDay(grain, day)
                + " + "
                + GrainSql.interval(to.reach().after())
                + " GROUP BY 1 ORDER BY 1",
            row ->
                new Observation(
                    seen.table().name(),
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(2)
                        + " rows of "
                        + referring.name()
                        + " refer to "
                        + target.name()
                        + " in partition "
                        + row.getString(3)
                        + ", beyond its reach of "
                        + to.reach(),
                    "raise lookback or lookahead of "
                        + to.table()
                        + " under "
                        + seen.table().name()
                        + " in model.yaml"));
  }

  /** The staged rows, and those that stay and hold one of the keys in a column. */
  private static String all(TableUnderAudit seen, Table table, String column, String keys) {
    return "(SELECT *, TRUE AS _is_staged FROM "
        + seen.staged(table)
        + " UNION ALL BY NAME SELECT *, FALSE AS _is_staged FROM "
        + seen.standing(table, List.of(column), keys, List.of(column, table.partitionBy().column()))
        + ")";
  }
}
