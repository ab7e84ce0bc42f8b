package dev.medallion.replay.transforms.flow.shard;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.ModelSqlFailure;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One shard's rows of one table: the model's SQL, and from which version each row comes.
 *
 * <p>They go straight to a file. What is asked of them afterwards is read back from it into table
 * {@code out.<table>}: {@code _event}, {@code _day}, and {@code _partition}, the value that the SQL
 * gave the row.
 */
final class EntityTableRows {
  private final DuckDbSession session;
  private final EntityTable table;
  private final Entity entity;
  private final String shard;
  private final String out;
  private final Address target;

  /**
   * One table.
   *
   * @param shard as people know it
   * @param name of the files that it writes, without an ending
   */
  EntityTableRows(
      DuckDbSession session,
      EntityTable table,
      Entity entity,
      String shard,
      Address folder,
      String name) {
    this.session = session;
    this.shard = shard;
    this.table = table;
    this.entity = entity;
    this.out = Sql.qualified(ShardSchemas.OUT, table.name());
    this.target = folder.resolve(name + ".parquet");
  }

  /** Runs the SQL; nothing where it gave no rows. Rows carry the origin of their version. */
  Optional<Fragment> compute() {
    try (Outgoing file = Outgoing.to(target)) {
      return compute(file);
    }
  }

  private Optional<Fragment> compute(Outgoing file) {
    ModelSqlFailure.in(table.sqlFile(), "shard " + shard, () -> write(file.path()));
    session.execute(
        "CREATE TABLE %s AS SELECT _event, _day, %s AS _partition FROM %s"
            .formatted(
                out, GrainSql.value(table.grain(), partitionColumn()), written(file.path())));
    refuseOtherDays();
    FirstDays.require(session, table, written(file.path()));
    SortedMap<String, Long> rows = rows();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(Fragment.of(table.name(), Fragment.Kind.REPLACING, file, rows));
  }

  private void write(Path file) {
    // By partition alone, so that who assembles one reads only its row groups.
    String order = table.grain() == Grain.NONE ? "" : " ORDER BY " + partitionColumn();
    session.copyToPassingParquet(
        """
        SELECT q.* EXCLUDE (_event), v._arrival_date, v._object, v._position, q._event, v._day
        FROM (%s) q
        JOIN (%s) v ON v._event = q._event%s
        """
            .formatted(table.sql(), RankedVersions.winners(entity, table.grain()), order),
        file);
  }

  /** How many rows each partition has. */
  private SortedMap<String, Long> rows() {
    SortedMap<String, Long> rows = new TreeMap<>();
    session.query(
        "SELECT _partition, count(*) FROM " + out + " GROUP BY 1",
        row -> rows.put(row.getString(1), row.getLong(2)));
    return rows;
  }

  private static String written(Path file) {
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
            row -> row.getString(1) + " but its version belongs to " + row.getString(2));
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
