package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.PartitionSql;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Finds the rows of some keys in the whole of a table. DuckDB reads the columns of the key, and of
 * other columns only the blocks that hold such a row.
 */
final class KeySearch {
  private KeySearch() {}

  static boolean run(Connection connection, KeyLookup lookup, Path target) throws SQLException {
    List<String> there =
        LiveTable.columns(connection, lookup.table()).stream().map(Column::name).toList();
    if (!lookup.columns().stream().allMatch(c -> has(there, c))) {
      return false;
    }
    KeyLookup fitting =
        new KeyLookup(
            lookup.table(),
            lookup.columns(),
            lookup.keys(),
            lookup.select().stream().filter(c -> has(there, c)).toList());
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY ("
              + query(fitting)
              + " ORDER BY ALL) TO "
              + Sql.literal(target.toString())
              + " (FORMAT parquet)");
    }
    return true;
  }

  private static boolean has(List<String> columns, String name) {
    return columns.stream().anyMatch(c -> TableColumns.same(c, name));
  }

  /** The rows, each with {@code _partition}. */
  static String query(KeyLookup lookup) {
    String columns = lookup.select().isEmpty() ? "*" : Sql.identifiers(lookup.select());
    return "SELECT "
        + columns
        + ", "
        + PartitionSql.value(lookup.table())
        + " AS _partition FROM "
        + LiveTable.name(lookup.table())
        + " SEMI JOIN "
        + Sql.parquet(List.of(lookup.keys().toString()))
        + " USING ("
        + Sql.identifiers(lookup.columns())
        + ")";
  }
}
