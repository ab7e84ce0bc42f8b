package dev.medallion.replay.transforms.build;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.digest.Sha256;
import dev.medallion.replay.transforms.duckdb.DuckDbSession;
import dev.medallion.replay.transforms.duckdb.ModelSqlFailure;
import dev.medallion.replay.transforms.duckdb.Sql;
import dev.medallion.replay.transforms.model.EntityTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One shard's rows of one table: the model's SQL, and from which version each row comes. */
final class EntityTableRows {
  private final DuckDbSession session;
  private final EntityTable table;
  private final String out;

  EntityTableRows(DuckDbSession session, EntityTable table) {
    this.session = session;
    this.table = table;
    this.out = Sql.qualified(ShardSchemas.OUT, table.name());
  }

  /** Runs the SQL. Rows carry {@code _version}, {@code _arrival_date}, {@code _object}. */
  void compute() {
    ModelSqlFailure.in(table.sqlFile(), this::create);
    refuseOtherDays();
  }

  private void create() {
    session.execute(
        """
        CREATE TABLE %s AS
        SELECT q.* EXCLUDE (_event), v._version, v._arrival_date, v._object,
          q._event, v._in_scope
        FROM (%s) q
        JOIN %s v ON v._event = q._event
        """
            .formatted(out, table.sql(), Sql.qualified(ShardSchemas.RANKED, table.entity())));
  }

  /** Writes the rows, those that replace and those that cross, as far as there are any. */
  List<Fragment> write(Path folder, String name) {
    List<Fragment> fragments = new ArrayList<>();
    write(Fragment.Kind.REPLACING, "_in_scope", folder.resolve(name + ".parquet"), fragments);
    write(
        Fragment.Kind.CROSSING,
        "NOT _in_scope",
        folder.resolve(name + ".crossing.parquet"),
        fragments);
    return fragments;
  }

  private void write(Fragment.Kind kind, String which, Path file, List<Fragment> fragments) {
    SortedMap<String, Long> rows = new TreeMap<>();
    session.query(
        "SELECT "
            + GrainSql.value(table.grain(), partitionColumn())
            + ", count(*) FROM "
            + out
            + " WHERE "
            + which
            + " GROUP BY 1",
        row -> rows.put(row.getString(1), row.getLong(2)));
    if (rows.isEmpty()) {
      return;
    }
    // By partition alone, so that who assembles one reads only its row groups.
    String order = table.grain() == Grain.NONE ? "" : " ORDER BY " + partitionColumn();
    session.copyToPassingParquet(
        "SELECT * EXCLUDE (_event, _in_scope) FROM " + out + " WHERE " + which + order, file);
    fragments.add(new Fragment(table.name(), kind, file.toString(), Sha256.ofFile(file), rows));
  }

  private String partitionColumn() {
    return Sql.identifier(table.partitionBy().column());
  }

  /** The SQL may not move a row to another partition than its version lies in. */
  private void refuseOtherDays() {
    if (table.grain() == Grain.NONE) {
      return;
    }
    String mine = GrainSql.value(table.grain(), "o." + partitionColumn());
    String expected = GrainSql.value(table.grain(), "v._day");
    List<String> wrong =
        session.query(
            """
            SELECT DISTINCT %1$s, %2$s FROM %3$s o JOIN %4$s v ON v._event = o._event
            WHERE %1$s IS DISTINCT FROM %2$s LIMIT 3
            """
                .formatted(mine, expected, out, Sql.qualified(ShardSchemas.RANKED, table.entity())),
            row -> row.getString(1) + " where the version lies on " + row.getString(2));
    if (!wrong.isEmpty()) {
      throw new ModelContradiction(
          table.sqlFile()
              + ": "
              + table.partitionBy().column()
              + " is "
              + wrong.stream().collect(Collectors.joining("; "))
              + ". The partition column of an entity's table must hold its business_time's day");
    }
  }
}
