package dev.medallion.replay.pipelines.golden;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;

/**
 * The tables that a replay of a lake of the store ERP must end with, by the SQL of {@code
 * golden/store-erp/} over the raw files. They are in the schema {@code expected}, and so is {@code
 * dead_letters} (path below the root, code), which no replay publishes under that name.
 */
public final class StoreErpGolden {
  /** Each with the layer that it is published in. */
  public static final List<String> TABLES =
      List.of(
          "silver.pdv",
          "silver.pesquisa",
          "silver.produto",
          "silver.pedidos",
          "silver.produtos",
          "silver.itens_sem_produto",
          "gold.sales",
          "gold.sales_items",
          "gold.loyalty_rejects",
          "gold.cashback",
          "gold.comission_details",
          "gold.comission_details_v2",
          "gold.comission",
          "gold.comission_v2",
          "gold.itens_pedido",
          "silver.webhooks",
          "gold.order_completeness");

  private StoreErpGolden() {}

  /**
   * In a DuckDB of its own, in memory. The caller closes it. Of each order the version that counts
   * is chosen among all files, whatever the window.
   */
  public static Connection expected(Path root, LocalDate from, LocalDate to)
      throws SQLException, IOException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA expected");
      statement.execute("SET VARIABLE root = '" + root.toString().replace("'", "''") + "'");
      statement.execute("SET VARIABLE from_day = DATE '" + from + "'");
      statement.execute("SET VARIABLE to_day = DATE '" + to + "'");
      statement.execute(resource("1_objects"));
      if (hasGzip(statement)) {
        statement.execute(resource("2_gzip"));
      }
      for (String step : List.of("3_answers", "4_silver", "5_gold")) {
        statement.execute(resource(step));
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

  private static boolean hasGzip(Statement statement) throws SQLException {
    try (ResultSet result =
        statement.executeQuery("SELECT getvariable('gzip_files') IS NOT NULL")) {
      return result.next() && result.getBoolean(1);
    }
  }

  private static String resource(String step) throws IOException {
    String path = "/golden/store-erp/" + step + ".sql";
    try (InputStream in = StoreErpGolden.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
