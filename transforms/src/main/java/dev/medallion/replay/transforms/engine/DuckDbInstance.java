package dev.medallion.replay.transforms.engine;

import dev.medallion.replay.options.chance.Nondeterminism;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * One in-memory DuckDB with its memory and the directories that it may use. It serves one session
 * after another: each has an empty database of its own, which is detached when the session ends.
 */
final class DuckDbInstance implements AutoCloseable {
  private static final String DATABASE = Sql.identifier("replay_session");

  private final SessionSettings settings;
  private final DuckDBConnection root;
  private final Path spill;

  private DuckDbInstance(SessionSettings settings, DuckDBConnection root, Path spill) {
    this.settings = settings;
    this.root = root;
    this.spill = spill;
  }

  static DuckDbInstance open(SessionSettings settings) {
    Path spill = Path.of(settings.spillDir()).resolve(Nondeterminism.newToken()).toAbsolutePath();
    List<String> directories = new ArrayList<>(settings.readable());
    directories.add(spill.toString());
    Connection connection = null;
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:", new Properties());
      execute(
          connection,
          "SET threads = 1; SET preserve_insertion_order = false;"
              + " SET autoinstall_known_extensions = false;"
              + " SET autoload_known_extensions = false;"
              // Global: sessions are connections of their own.
              + " SET GLOBAL TimeZone = "
              + Sql.literal(settings.zone())
              + "; SET memory_limit = "
              + Sql.literal(settings.memoryBytes() / 1024 + "KiB")
              + "; SET temp_directory = "
              + Sql.literal(spill.toString())
              + "; SET allowed_directories = "
              // Named twice: in a file that is read, what would be a pattern is in brackets.
              + Sql.list(
                  directories.stream()
                      .flatMap(d -> Stream.of(d, Sql.escapePattern(d)))
                      .distinct()
                      .toList())
              + "; SET enable_external_access = false; SET lock_configuration = true");
      return new DuckDbInstance(settings, connection.unwrap(DuckDBConnection.class), spill);
    } catch (SQLException e) {
      SqlFailure failure = new SqlFailure("open DuckDB", e);
      closeAfter(failure, connection);
      throw failure;
    }
  }

  SessionSettings settings() {
    return settings;
  }

  /** A connection with an empty database of its own; one at a time. */
  DuckDBConnection attach() {
    Connection connection = null;
    try {
      Files.createDirectories(spill);
      connection = root.duplicate();
      execute(connection, "ATTACH ':memory:' AS " + DATABASE + "; USE " + DATABASE);
      return connection.unwrap(DuckDBConnection.class);
    } catch (IOException e) {
      throw new UncheckedIOException("no folder to spill to: " + spill, e);
    } catch (SQLException e) {
      SqlFailure failure = new SqlFailure("open a session of DuckDB", e);
      closeAfter(failure, connection);
      throw failure;
    }
  }

  /** Drops the database of the session whose connection was closed, and all that it holds. */
  void detach() throws SQLException {
    execute(root, "DETACH " + DATABASE);
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }

  /** Closes it after a failure, which is what is told. */
  void closeAfter(RuntimeException failure) {
    closeAfter(failure, root);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void closeAfter(RuntimeException failure, Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
