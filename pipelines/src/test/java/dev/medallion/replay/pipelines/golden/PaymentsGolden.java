package dev.medallion.replay.pipelines.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The tables that one replay of a window of a payments lake into an empty warehouse must end with.
 *
 * <p>It shares nothing with the pipeline: the raw files are read, checked and resolved by the SQL
 * of {@code golden/payments/}. They stand in the schema {@code expected}: {@code charges}, {@code
 * payment_intents}, {@code invoices}, {@code customers}, {@code webhook_events}, {@code
 * extractions}, {@code dim_customers}, {@code fct_payments}, {@code fct_invoices}, {@code
 * recon_webhooks}, and {@code dead_letters} (path below the root, position from 0, code). All times
 * are UTC, as TIMESTAMP.
 */
public final class PaymentsGolden {
  /** The tables of {@code expected}, without the dead letters. */
  public static final List<String> TABLES =
      List.of(
          "charges",
          "payment_intents",
          "invoices",
          "customers",
          "webhook_events",
          "extractions",
          "dim_customers",
          "fct_payments",
          "fct_invoices",
          "recon_webhooks");

  private static final int HMAC_BLOCK = 64;

  /** A file of SQL; skipped where the variable that it reads is null. Empty: always run. */
  private record Step(String file, String variable) {}

  private static final List<Step> STEPS =
      List.of(
          new Step("1_objects", ""),
          new Step("2_bronze_files", "bronze_files"),
          new Step("3_plain_lines", "plain_files"),
          new Step("4_gzip_lines", "gzip_files"),
          new Step("5_deliveries", "payload_files"),
          new Step("6_contract", ""),
          new Step("7_records", ""),
          new Step("8_silver", ""),
          new Step("9_gold", ""));

  private PaymentsGolden() {}

  /** In a DuckDB of its own, in memory, without signature secrets. The caller closes it. */
  public static Connection expected(Path root, LocalDate from, LocalDate to, Instant asOf)
      throws SQLException {
    return expected(root, from, to, asOf, List.of());
  }

  /** The same, with the secrets that webhooks may be signed with. */
  public static Connection expected(
      Path root, LocalDate from, LocalDate to, Instant asOf, List<String> secrets)
      throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    createIn(connection, root, from, to, asOf, secrets);
    return connection;
  }

  /** In a connection that has no schema {@code expected} yet. */
  public static void createIn(
      Connection connection,
      Path root,
      LocalDate from,
      LocalDate to,
      Instant asOf,
      List<String> secrets)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA expected");
      statement.execute(
          "CREATE TABLE parameters (root VARCHAR, from_day DATE, to_day DATE, as_of TIMESTAMP)");
      statement.execute("CREATE TABLE secrets (inner_pad BLOB, outer_pad BLOB)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO parameters VALUES (?, CAST(? AS DATE), CAST(? AS DATE),"
                + " CAST(CAST(? AS VARCHAR) AS TIMESTAMP))")) {
      insert.setString(1, root.toString().replace('\\', '/'));
      insert.setString(2, from.toString());
      insert.setString(3, to.toString());
      insert.setString(4, asOf.toString());
      insert.execute();
    }
    for (String secret : secrets) {
      addSecret(connection, secret);
    }
    for (Step step : STEPS) {
      if (step.variable().isEmpty() || isSet(connection, step.variable())) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(resource(step.file()));
        }
      }
    }
  }

  /** HMAC hashes twice, each time behind the secret combined with a constant. */
  private static void addSecret(Connection connection, String secret) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO secrets VALUES (unhex(?), unhex(?))")) {
      insert.setString(1, pad(secret, 0x36));
      insert.setString(2, pad(secret, 0x5c));
      insert.execute();
    }
  }

  private static String pad(String secret, int with) {
    byte[] padded = Arrays.copyOf(secret.getBytes(StandardCharsets.UTF_8), HMAC_BLOCK);
    for (int i = 0; i < padded.length; i++) {
      padded[i] = (byte) (padded[i] ^ with);
    }
    return HexFormat.of().formatHex(padded);
  }

  private static boolean isSet(Connection connection, String variable) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT getvariable(?) IS NOT NULL")) {
      query.setString(1, variable);
      try (ResultSet result = query.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }

  private static String resource(String name) {
    String path = "/golden/payments/" + name + ".sql";
    try (InputStream in = PaymentsGolden.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
