package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.Tables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a warehouse holds.
 *
 * @param tables rows by name, without layer
 * @param partitions that are published, as {@code table/partition}
 */
record Sight(Map<String, List<Row>> tables, Set<String> partitions) {

  static Sight of(Tables tables) {
    Map<String, List<Row>> rows = new HashMap<>();
    Set<String> partitions = new HashSet<>();
    if (!tables.areThere()) {
      return new Sight(rows, partitions);
    }
    try (Connection connection = tables.open()) {
      for (Row table :
          rows(
              connection,
              "SELECT table_schema AS layer, table_name AS name FROM information_schema.tables"
                  + " WHERE table_schema IN ('silver', 'gold')")) {
        rows.put(
            table.get("name"),
            rows(connection, "SELECT * FROM " + table.get("layer") + "." + table.get("name")));
      }
      rows(connection, "SELECT table_name, partition FROM ops.replay_heads")
          .forEach(r -> partitions.add(r.get("table_name") + "/" + r.get("partition")));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Sight(rows, partitions);
  }

  private static List<Row> rows(Connection connection, String sql) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        TreeMap<String, String> values = new TreeMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          String name = result.getMetaData().getColumnName(i);
          if (!name.startsWith("_")) {
            values.put(name, Objects.toString(result.getObject(i)));
          }
        }
        rows.add(new Row(values));
      }
    }
    return rows;
  }

  List<Row> rows(String table) {
    return tables.getOrDefault(table, List.of());
  }
}
