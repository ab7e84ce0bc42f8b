package dev.medallion.replay.bigqueryserver.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;

/**
 * The database. One transaction at a time: what a job does is seen as a whole or not at all, as a
 * load, copy or query job is atomic in the service
 * (cloud.google.com/bigquery/docs/introduction#transactions).
 */
public final class Store implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final DuckDBConnection connection;
  private final Session session;

  private Store(DuckDBConnection connection) {
    this.connection = connection;
    this.session = new Session(connection);
  }

  /** Opens one in memory, or in a file, where it outlives the process. */
  public static Store open(Optional<Path> file) {
    try {
      Store store =
          new Store(
              DriverManager.getConnection("jdbc:duckdb:" + file.map(Path::toString).orElse(""))
                  .unwrap(DuckDBConnection.class));
      store.session.script(text("store.sql"));
      return store;
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  private static String text(String resource) {
    try (InputStream in = Store.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does all of it or nothing. */
  public <T> T transaction(Function<Session, T> work) {
    lock.lock();
    try {
      session.script("BEGIN TRANSACTION");
      try {
        T result = work.apply(session);
        session.script("COMMIT");
        return result;
      } catch (RuntimeException e) {
        session.script("ROLLBACK");
        throw e;
      }
    } catch (SQLException e) {
      throw new DatabaseException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new DatabaseException(e);
    } finally {
      lock.unlock();
    }
  }
}
