package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.ModelSqlFailure;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.StoredValues;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelRelations;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import java.util.List;
import java.util.Optional;

/**
 * Whether a partition of an aggregate table would be another one if it saw parents that its rows
 * refer to, and that lie beyond its reach. Its SQL is run with and without them.
 */
public final class ReachProbe {
  private static final String PARENTS = "probe.parents";

  private final DuckDbSession session;
  private final Model model;
  private final AggregateTable table;
  private final AggregateViews views;
  private final ColumnsRead read;

  /**
   * @param session that holds nothing under the names of the table's inputs
   */
  public ReachProbe(DuckDbSession session, Model model, RunSpec run, AggregateTable table) {
    this.session = session;
    this.model = model;
    this.table = table;
    this.views = new AggregateViews(session, model, run, table);
    this.read = ColumnsRead.of(session, model, table);
    session.execute("CREATE SCHEMA probe");
  }

  /** Whether the table's SQL reads a column of an input. */
  public boolean reads(String input, String column) {
    return read.contains(input, column);
  }

  /**
   * Shows a partition its inputs, under their names.
   *
   * @param objects what was read of each object
   */
  public void show(String partition, Catalog catalog, Iterable<ObjectOutcome> objects) {
    views.load(List.of(partition), catalog, objects);
    views.show(partition);
  }

  /**
   * Whether the partition that is shown follows a reference to some parents: its rows are other
   * ones if it sees them, and then the rows that refer to them would be other ones without the
   * reference. Just a row more of an input changes many a count.
   *
   * @param from the input that refers, by a column
   * @param to the input that the parents belong to
   * @param parents a query: rows of that input that the partition does not see
   */
  public boolean follows(String partition, Input from, String column, Input to, String parents) {
    List<Column> columns = ModelRelations.visibleColumns(model, to.table());
    session.execute(
        "CREATE OR REPLACE TABLE "
            + PARENTS
            + " AS "
            + StoredValues.shown(session, columns, "(" + parents + ")"));
    Optional<Content> without = rows(partition);
    String more = " UNION ALL BY NAME SELECT * FROM " + PARENTS;
    views.view(to.table(), views.within(to, partition) + more);
    Optional<Content> with = rows(partition);
    if (with.equals(without)) {
      return false;
    }
    String name = Sql.identifier(column);
    views.view(
        from.table(),
        "SELECT * REPLACE (CASE WHEN "
            + name
            + " NOT IN (SELECT "
            + Sql.identifier(model.table(to.table()).key().get(0))
            + " FROM "
            + PARENTS
            + ") THEN "
            + name
            + " END AS "
            + name
            + ") FROM ("
            + views.within(from, partition)
            + (from.equals(to) ? more : "")
            + ")");
    return !rows(partition).equals(with);
  }

  /** The partition's own rows; none where the SQL fails on what it is shown. */
  private Optional<Content> rows(String partition) {
    List<Column> columns = StoredColumns.shown(model, table);
    String own =
        GrainSql.value(table.grain(), Sql.identifier(table.partitionBy().column()))
            + " = "
            + Sql.literal(partition);
    try {
      ModelSqlFailure.in(
          table.sqlFile(),
          "partition " + table.name() + "/" + partition,
          () -> session.execute("CREATE OR REPLACE TABLE probe.rows AS " + table.sql()));
      return Optional.of(
          Contents.of(session, "(SELECT * FROM probe.rows WHERE " + own + ")", columns).content());
    } catch (ModelSqlFailure e) {
      return Optional.empty();
    }
  }
}
