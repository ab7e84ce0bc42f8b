package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The heads, in {@code ops.replay_heads}. */
final class HeadStore {
  private static final String SELECT =
      "SELECT table_name, partition, version, run_id, CAST(files AS VARCHAR), row_count,"
          + " checksum, full_checksum, CAST(open_until AS VARCHAR),"
          + " CAST(inputs AS VARCHAR) FROM "
          + OpsSchema.HEADS;

  /** The partitions of a table, given as a JSON array. */
  private static final String WHERE_ONE_OF =
      " WHERE table_name = ? AND list_contains(CAST(? AS JSON)::VARCHAR[], partition)";

  private final KeptFiles kept;

  HeadStore(KeptFiles kept) {
    this.kept = kept;
  }

  SortedMap<Partition, Head> read(Connection connection, Collection<TableRef> tables)
      throws SQLException {
    Set<String> wanted = tables.stream().map(TableRef::qualifiedName).collect(Collectors.toSet());
    return read(connection, wanted::contains);
  }

  /** Those of some partitions. */
  SortedMap<Partition, Head> read(
      Connection connection, Map<TableRef, ? extends Set<String>> wanted) throws SQLException {
    SortedMap<Partition, Head> heads = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(SELECT + WHERE_ONE_OF)) {
      for (Map.Entry<TableRef, ? extends Set<String>> table : wanted.entrySet()) {
        statement.setString(1, table.getKey().qualifiedName());
        statement.setString(2, OpsJson.texts(List.copyOf(table.getValue())));
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            add(row, heads);
          }
        }
      }
    }
    return heads;
  }

  /**
   * @param wanted tables as the warehouse names them
   */
  SortedMap<Partition, Head> read(Connection connection, Predicate<String> wanted)
      throws SQLException {
    SortedMap<Partition, Head> heads = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SELECT)) {
      while (row.next()) {
        if (wanted.test(row.getString(1))) {
          add(row, heads);
        }
      }
    }
    return heads;
  }

  /** The partition of a table that is named with its schema. */
  static Partition partition(String table, String value) {
    return new Partition(table.substring(table.indexOf('.') + 1), value);
  }

  private void add(ResultSet row, SortedMap<Partition, Head> heads) throws SQLException {
    Head head = head(partition(row.getString(1), row.getString(2)), row);
    heads.put(head.partition(), head);
  }

  private Head head(Partition partition, ResultSet row) throws SQLException {
    return new Head(
        partition,
        row.getInt(3),
        row.getString(4),
        OpsJson.files(row.getString(5)).stream().map(kept::resolve).toList(),
        new Content(row.getLong(6), row.getString(7), row.getString(8)),
        completeness(row.getString(9)),
        OpsJson.inputs(row.getString(10)));
  }

  /** Writes heads in place of those of the same partitions. */
  void write(Connection connection, Map<Head, TableRef> heads) throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    Map<String, List<String>> values = new TreeMap<>();
    heads.forEach(
        (head, table) -> {
          values
              .computeIfAbsent(table.qualifiedName(), t -> new ArrayList<>())
              .add(head.partition().value());
          rows.add(
              new Object[] {
                table.qualifiedName(),
                head.partition().value(),
                head.version(),
                head.runId(),
                OpsJson.files(relative(head.files())),
                head.content().rows(),
                head.content().checksum(),
                head.content().fullChecksum(),
                openUntil(head.completeness()),
                OpsJson.inputs(head.inputs())
              });
        });
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + OpsSchema.HEADS + WHERE_ONE_OF)) {
      for (Map.Entry<String, List<String>> table : values.entrySet()) {
        delete.setString(1, table.getKey());
        delete.setString(2, OpsJson.texts(table.getValue()));
        delete.executeUpdate();
      }
    }
    BatchInsert.into(
        connection,
        OpsSchema.HEADS
            + " (table_name, partition, version, run_id, files, row_count, checksum,"
            + " full_checksum, open_until, inputs)",
        rows);
  }

  private List<StagedFile> relative(List<StagedFile> files) {
    return files.stream().map(kept::relative).toList();
  }

  /** As a statement's parameter: SQL's null where it is complete. */
  static String openUntil(Completeness completeness) {
    return completeness.openUntil().isEmpty() ? null : completeness.openUntil();
  }

  static Completeness completeness(String openUntil) {
    return new Completeness(Optional.ofNullable(openUntil).orElse(""));
  }
}
