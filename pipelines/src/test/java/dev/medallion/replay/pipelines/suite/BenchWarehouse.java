package dev.medallion.replay.pipelines.suite;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryElsewhere;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a bench publishes: to a DuckDB file, or with {@code -Dreplay.bench=bigquery} to the server
 * that stands in for BigQuery, so that whole suites run there unchanged.
 *
 * @param address of the warehouse
 * @param options of every command on it
 */
record BenchWarehouse(String address, List<String> options) {
  /** The system property that says where benches publish. */
  static final String PROPERTY = "replay.bench";

  private static final String PROJECT = "a-project";
  private static final Map<Path, String> PREFIXES = new ConcurrentHashMap<>();
  private static final AtomicInteger BENCHES = new AtomicInteger();
  private static BigQueryServer server;

  /** Whether benches publish to BigQuery. */
  static boolean isBigQuery() {
    return "bigquery".equals(System.getProperty(PROPERTY));
  }

  /**
   * The warehouse of a folder.
   *
   * @param file of DuckDB
   */
  static BenchWarehouse of(Path file, Path state) {
    if (!isBigQuery()) {
      return new BenchWarehouse("duckdb:" + file, List.of());
    }
    start();
    String prefix =
        PREFIXES.computeIfAbsent(file.toAbsolutePath(), f -> "bench_" + BENCHES.getAndIncrement());
    return new BenchWarehouse("bigquery:" + PROJECT + "." + prefix, List.of("--state=" + state));
  }

  /** What another process has to find in its environment to publish there. */
  static Map<String, String> environment() {
    return isBigQuery() ? Map.of("REPLAY_BIGQUERY_ENDPOINT", server.endpoint()) : Map.of();
  }

  private static synchronized void start() {
    if (server == null) {
      try {
        server = BigQueryServer.start();
        BigQueryElsewhere.serve(server.endpoint());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What a warehouse that is no file holds now. */
  static Tables copied(String address, Path state, Path folder) {
    try {
      return PublishedRows.of(address, Address.of(state), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
