package dev.medallion.replay.transforms.build;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.digest.Sha256;
import dev.medallion.replay.transforms.duckdb.DuckDbSession;
import dev.medallion.replay.transforms.duckdb.ModelSqlFailure;
import dev.medallion.replay.transforms.duckdb.Sql;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One shard's rows of one table: the model's SQL, and from which version each row comes.
 *
 * <p>They go straight to a file. What is asked of them afterwards is read back from it into table
 * {@code out.<table>}: {@code _event}, {@code _in_scope}, {@code _day}, and {@code _partition}, the
 * value that the SQL gave the row.
 */
final class EntityTableRows {
  private final DuckDbSession session;
  private final EntityTable table;
  private final Entity entity;
  private final String out;
  private final Path file;
  private final Path crossingFile;

  /**
   * One table.
   *
   * @param name of the files that it writes, without an ending
   */
  EntityTableRows(
      DuckDbSession session, EntityTable table, Entity entity, Path folder, String name) {
    this.session = session;
    this.table = table;
    this.entity = entity;
    this.out = Sql.qualified(ShardSchemas.OUT, table.name());
    this.file = folder.resolve(name + ".parquet");
    this.crossingFile = folder.resolve(name + ".crossing.parquet");
  }

  /** Runs the SQL. Rows carry what {@link VersionOrder} compares, and {@code _arrival_date}. */
  List<Fragment> compute() {
    ModelSqlFailure.in(table.sqlFile(), this::write);
    session.execute(
        "CREATE TABLE %s AS SELECT _event, _in_scope, _day, %s AS _partition FROM %s"
            .formatted(out, GrainSql.value(table.grain(), partitionColumn()), written()));
    refuseOtherDays();
    List<Fragment> fragments = new ArrayList<>();
    SortedMap<String, Long> replacing = rows("_in_scope");
    if (!replacing.isEmpty()) {
      fragments.add(fragment(Fragment.Kind.REPLACING, file, replacing));
    }
    SortedMap<String, Long> crossing = rows("NOT _in_scope");
    if (!crossing.isEmpty()) {
      writeCrossing();
      fragments.add(fragment(Fragment.Kind.CROSSING, crossingFile, crossing));
    }
    return fragments;
  }

  private void write() {
    // By partition alone, so that who assembles one reads only its row groups.
    String order = table.grain() == Grain.NONE ? "" : " ORDER BY " + partitionColumn();
    session.copyToPassingParquet(
        """
        SELECT q.* EXCLUDE (_event), %s AS _version, o._arrival_date, o._path AS _object,
          v._position, q._event, v._in_scope, v._day
        FROM (%s) q
        JOIN (%s) v ON v._event = q._event
        JOIN %s o ON o._object = v._object%s
        """
            .formatted(
                VersionOrder.versionText(entity, "v", "o"),
                table.sql(),
                RankedVersions.winners(entity),
                Sql.qualified(ShardSchemas.SEEN, table.entity()),
                order),
        file);
  }

  /** They are few, and read by audits alone. */
  private void writeCrossing() {
    session.copyToPassingParquet(
        "SELECT * EXCLUDE (_event, _in_scope, _day) FROM " + written() + " WHERE NOT _in_scope",
        crossingFile);
  }

  /** How many rows each partition has. */
  private SortedMap<String, Long> rows(String which) {
    SortedMap<String, Long> rows = new TreeMap<>();
    session.query(
        "SELECT _partition, count(*) FROM " + out + " WHERE " + which + " GROUP BY 1",
        row -> rows.put(row.getString(1), row.getLong(2)));
    return rows;
  }

  private Fragment fragment(Fragment.Kind kind, Path at, SortedMap<String, Long> rows) {
    return new Fragment(table.name(), kind, at.toString(), Sha256.ofFile(at), rows);
  }

  private String written() {
    return Sql.parquet(List.of(file.toString()));
  }

  private String partitionColumn() {
    return Sql.identifier(table.partitionBy().column());
  }

  /** The SQL may not move a row to another partition than its version lies in. */
  private void refuseOtherDays() {
    if (table.grain() == Grain.NONE) {
      return;
    }
    String expected = GrainSql.value(table.grain(), "_day");
    List<String> wrong =
        session.query(
            """
            SELECT DISTINCT _partition, %1$s FROM %2$s
            WHERE _partition IS DISTINCT FROM %1$s LIMIT 3
            """
                .formatted(expected, out),
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
