package dev.medallion.replay.pipelines.golden;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;

/**
 * The tables that a replay of a retail lake must end with, by the SQL of {@code
 * golden/retail-lakehouse/} over the raw files. They are in the schema {@code expected}.
 */
public final class RetailGolden {
  /** Each with the layer that it is published in. */
  public static final List<String> TABLES =
      List.of(
          "silver.silver_transactions",
          "silver.silver_line_items",
          "gold.gold_daily_metrics",
          "gold.gold_region_choropleth",
          "gold.gold_txn_daily",
          "gold.gold_store_performance",
          "gold.gold_product_performance",
          "gold.gold_customer_segments",
          "gold.quality_alerts",
          "gold.product_linking",
          "gold.store_lateness");

  private RetailGolden() {}

  /** In a DuckDB of its own, in memory. The caller closes it. */
  public static Connection expected(Path root, LocalDate from, LocalDate to)
      throws SQLException, IOException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA expected");
      statement.execute("SET VARIABLE root = '" + root.toString().replace("'", "''") + "'");
      statement.execute("SET VARIABLE from_day = DATE '" + from + "'");
      statement.execute("SET VARIABLE to_day = DATE '" + to + "'");
      for (String step : List.of("1_records", "2_silver", "3_gold")) {
        statement.execute(resource("/golden/retail-lakehouse/" + step + ".sql"));
      }
    }
    return connection;
  }

  /** Compares every table of a warehouse with what plain SQL over the files gives. */
  public static void assertGiven(Path root, LocalDate from, LocalDate to, Connection warehouse)
      throws SQLException, IOException {
    try (Connection golden = expected(root, from, to)) {
      for (String table : TABLES) {
        TableComparison.assertEqualAsSets(
            golden, "expected." + table.substring(table.indexOf('.') + 1), warehouse, table);
      }
    }
  }

  private static String resource(String path) throws IOException {
    try (InputStream in = RetailGolden.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
