package dev.medallion.replay.transforms.warehouse.embedded;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.changeset.Completeness;
import dev.medallion.replay.transforms.changeset.Content;
import dev.medallion.replay.transforms.changeset.Head;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The heads, in {@code ops.replay_heads}. */
final class HeadStore {
  private final KeptFiles kept;

  HeadStore(KeptFiles kept) {
    this.kept = kept;
  }

  SortedMap<Partition, Head> read(Connection connection, Collection<TableRef> tables)
      throws SQLException {
    Map<String, TableRef> byName =
        tables.stream()
            .distinct()
            .collect(Collectors.toMap(TableRef::qualifiedName, Function.identity()));
    SortedMap<Partition, Head> heads = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT table_name, partition, version, run_id, CAST(files AS VARCHAR), row_count,"
                    + " checksum, full_checksum, CAST(open_until AS VARCHAR),"
                    + " CAST(inputs AS VARCHAR) FROM "
                    + OpsSchema.HEADS)) {
      while (row.next()) {
        TableRef table = byName.get(row.getString(1));
        if (table != null) {
          Head head = head(table.partition(row.getString(2)), row);
          heads.put(head.partition(), head);
        }
      }
    }
    return heads;
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
    try (PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM " + OpsSchema.HEADS + " WHERE table_name = ? AND partition = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO " + OpsSchema.HEADS + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Map.Entry<Head, TableRef> entry : heads.entrySet()) {
        Head head = entry.getKey();
        delete.setString(1, entry.getValue().qualifiedName());
        delete.setString(2, head.partition().value());
        delete.executeUpdate();
        insert.setString(1, entry.getValue().qualifiedName());
        insert.setString(2, head.partition().value());
        insert.setInt(3, head.version());
        insert.setString(4, head.runId());
        insert.setString(5, OpsJson.files(head.files().stream().map(kept::relative).toList()));
        insert.setLong(6, head.content().rows());
        insert.setString(7, head.content().checksum());
        insert.setString(8, head.content().fullChecksum());
        insert.setString(9, openUntil(head.completeness()));
        insert.setString(10, OpsJson.inputs(head.inputs()));
        insert.executeUpdate();
      }
    }
  }

  /** As a statement's parameter: SQL's null where it is complete. */
  static String openUntil(Completeness completeness) {
    return completeness.openUntil().isEmpty() ? null : completeness.openUntil();
  }

  static Completeness completeness(String openUntil) {
    return new Completeness(Optional.ofNullable(openUntil).orElse(""));
  }
}
