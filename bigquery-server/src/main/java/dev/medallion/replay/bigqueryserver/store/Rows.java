package dev.medallion.replay.bigqueryserver.store;

import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Field;
import dev.medallion.replay.bigqueryserver.schema.Partitioning;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.schema.StoredType;
import dev.medallion.replay.bigqueryserver.schema.StoredTypes;
import dev.medallion.replay.bigqueryserver.schema.TableName;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of tables, and when each of their partitions changed. */
public final class Rows {
  private final Catalog catalog;
  private final Session session;

  Rows(Catalog catalog) {
    this.catalog = catalog;
    this.session = catalog.session();
  }

  void create(Table table) {
    String columns =
        table.schema().fields().stream()
            .map(f -> Quote.identifier(f.name()) + " " + StoredTypes.of(f, Optional.empty()))
            .collect(Collectors.joining(", "));
    if (columns.isEmpty()) {
      return;
    }
    session.execute("CREATE TABLE " + table.rows() + " (" + columns + ")");
    session.execute("CREATE TABLE " + table.streamed() + " (" + columns + ")");
  }

  void drop(TableName name) {
    session.execute("DROP TABLE IF EXISTS rows." + Quote.identifier(name.stored()));
    session.execute("DROP TABLE IF EXISTS streamed." + Quote.identifier(name.stored()));
    session.execute(
        "DELETE FROM catalog.partitions WHERE project = ? AND dataset = ? AND name = ?",
        name.project(),
        name.dataset(),
        name.table());
  }

  /** Begins anew, without rows, with the columns that the table has now. */
  public void recreate(Table table) {
    drop(table.name());
    create(table);
  }

  /** The columns of a relation, with DuckDB's types. */
  public Map<String, StoredType> columns(String relation) {
    Map<String, StoredType> columns = new LinkedHashMap<>();
    session
        .query(
            "DESCRIBE SELECT * FROM " + relation,
            r -> Map.entry(r.getString(1), StoredType.parse(r.getString(2))))
        .forEach(e -> columns.put(e.getKey(), e.getValue()));
    return columns;
  }

  /** Adds columns that the table's description has and its rows have not. */
  public void addColumns(Table table, List<Field> fields) {
    if (session.number(
            "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'rows' AND table_name = ?",
            table.name().stored())
        == 0) {
      create(table);
      return;
    }
    for (Field field : fields) {
      for (String relation : List.of(table.rows(), table.streamed())) {
        session.execute(
            "ALTER TABLE "
                + relation
                + " ADD COLUMN "
                + Quote.identifier(field.name())
                + " "
                + StoredTypes.of(field, Optional.empty()));
      }
    }
  }

  /** Gives a column another type that holds all its values. */
  public void alter(Table table, String column, StoredType type) {
    for (String relation : List.of(table.rows(), table.streamed())) {
      session.execute(
          "ALTER TABLE "
              + relation
              + " ALTER "
              + Quote.identifier(column)
              + " SET DATA TYPE "
              + type);
    }
  }

  /** A condition for the rows of a destination, in DuckDB's SQL. */
  public String in(Table table, Optional<String> partition) {
    return partition
        .map(p -> table.partitioning().orElseThrow().idSql() + " = " + Quote.literal(p))
        .orElse("true");
  }

  public long count(Table table, Optional<String> partition) {
    return session.number(
        "SELECT count(*) FROM " + table.rows() + " WHERE " + in(table, partition));
  }

  /** Deletes the rows of a table, or of one of its partitions. */
  public void clear(Table table, Optional<String> partition) {
    session.execute("DELETE FROM " + table.rows() + " WHERE " + in(table, partition));
    if (partition.isEmpty()) {
      session.execute(
          "DELETE FROM catalog.partitions WHERE project = ? AND dataset = ? AND name = ?",
          table.name().project(),
          table.name().dataset(),
          table.name().table());
    }
  }

  /**
   * Adds rows that are seen at once and belong to no partition yet.
   *
   * @param relation with the table's columns
   */
  public void stream(Table table, String relation) {
    session.execute("INSERT INTO " + table.streamed() + " BY NAME SELECT * FROM " + relation);
    touch(table, List.of());
  }

  /** Brings streamed rows into their partitions, as the service does after a while. */
  public void flush(Table table) {
    List<String> changed = partitions(table, table.streamed(), "true");
    session.execute("INSERT INTO " + table.rows() + " SELECT * FROM " + table.streamed());
    session.execute("DELETE FROM " + table.streamed());
    touch(table, changed);
  }

  /** The partitions of a relation that has the table's columns. */
  public List<String> partitions(Table table, String relation, String condition) {
    Optional<Partitioning> partitioning = table.partitioning();
    if (partitioning.isEmpty()) {
      return List.of();
    }
    return session.query(
        "SELECT DISTINCT "
            + partitioning.get().idSql()
            + " FROM "
            + relation
            + " WHERE "
            + condition
            + " ORDER BY 1",
        r -> r.getString(1));
  }

  /** Notes that a table, and these partitions of it, have just changed. */
  public void touch(Table table, Collection<String> partitions) {
    TableName name = table.name();
    for (String partition : partitions) {
      forget(new Destination(name, Optional.of(partition)));
      session.execute(
          "INSERT INTO catalog.partitions VALUES (?, ?, ?, ?, ?)",
          name.project(),
          name.dataset(),
          name.table(),
          partition,
          catalog.now());
    }
    session.execute(
        "UPDATE catalog.tables SET modified = ? WHERE project = ? AND dataset = ? AND name = ?",
        catalog.now(),
        name.project(),
        name.dataset(),
        name.table());
  }

  /** Removes a partition from the list of those that exist; false if it was not in it. */
  public boolean forget(Destination one) {
    TableName name = one.table();
    return session.execute(
            "DELETE FROM catalog.partitions"
                + " WHERE project = ? AND dataset = ? AND name = ? AND partition = ?",
            name.project(),
            name.dataset(),
            name.table(),
            one.partition().orElseThrow())
        > 0;
  }

  /** When each partition last changed, in milliseconds, by id. */
  public Map<String, Long> modified(TableName name) {
    Map<String, Long> modified = new LinkedHashMap<>();
    session
        .query(
            "SELECT partition, modified FROM catalog.partitions"
                + " WHERE project = ? AND dataset = ? AND name = ? ORDER BY partition",
            r -> Map.entry(r.getString(1), r.getLong(2)),
            name.project(),
            name.dataset(),
            name.table())
        .forEach(e -> modified.put(e.getKey(), e.getValue()));
    return modified;
  }

  /**
   * Drops partitions whose time is over: what is loaded into one vanishes at once.
   *
   * <p>Source: cloud.google.com/bigquery/docs/managing-partitioned-tables#partition-expiration: the
   * time is counted from the partition's boundary in UTC: with six hours, the partition of a day
   * ends at 06:00 of the next; and what is inserted into an older one expires at once.
   */
  public void expire(Table table) {
    Optional<Partitioning> partitioning = table.isKept() ? table.partitioning() : Optional.empty();
    Optional<Long> life = partitioning.flatMap(Partitioning::expirationMillis);
    if (life.isEmpty()) {
      return;
    }
    for (String partition : modified(table.name()).keySet()) {
      Optional<Instant> end = partitioning.get().end(partition);
      if (end.isPresent() && end.get().toEpochMilli() + life.get() <= catalog.now()) {
        clear(table, Optional.of(partition));
        forget(new Destination(table.name(), Optional.of(partition)));
      }
    }
  }
}
