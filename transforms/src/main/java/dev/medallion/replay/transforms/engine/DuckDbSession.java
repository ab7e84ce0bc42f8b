package dev.medallion.replay.transforms.engine;

import dev.medallion.replay.transforms.storage.files.Durable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * An empty in-memory database of DuckDB: one thread, a memory limit, no extension install, no file
 * access outside its directories, and its configuration locked.
 *
 * <p>Not safe for use by several threads.
 */
public final class DuckDbSession implements AutoCloseable {
  private final DuckDbInstance instance;
  private final DuckDBConnection connection;

  private DuckDbSession(DuckDbInstance instance, DuckDBConnection connection) {
    this.instance = instance;
    this.connection = connection;
  }

  public static DuckDbSession open(SessionSettings settings) {
    DuckDbInstance instance = IdleInstances.take(settings);
    try {
      return new DuckDbSession(instance, instance.attach());
    } catch (SqlFailure | UncheckedIOException e) {
      instance.closeAfter(e);
      throw e;
    }
  }

  /** For appenders and prepared statements. */
  public DuckDBConnection connection() {
    return connection;
  }

  /** Runs statements, separated by semicolons. */
  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new SqlFailure(sql, e);
    }
  }

  /** Reads one value from a row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** All rows of a query, in its order. */
  public <T> List<T> query(String sql, RowReader<T> reader) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.read(rows));
      }
      return result;
    } catch (SQLException e) {
      throw new SqlFailure(sql, e);
    }
  }

  /** The single row of a query. */
  public <T> T single(String sql, RowReader<T> reader) {
    List<T> rows = query(sql, reader);
    if (rows.size() != 1) {
      throw new IllegalStateException(rows.size() + " rows, where one was expected: " + sql);
    }
    return rows.get(0);
  }

  /** The columns of a relation or of a query in brackets. */
  public List<Column> describe(String relation) {
    return query(
        "DESCRIBE SELECT * FROM " + relation,
        row -> new Column(row.getString("column_name"), row.getString("column_type")));
  }

  /** Appends rows of text to a table, value by value in the order of its columns. */
  public void append(String schema, String table, Iterable<List<String>> rows) {
    try (DuckDBAppender appender = connection.createAppender(schema, table)) {
      for (List<String> row : rows) {
        appender.beginRow();
        for (String value : row) {
          appender.append(value);
        }
        appender.endRow();
      }
    } catch (SQLException e) {
      throw new SqlFailure("append to " + schema + "." + table, e);
    }
  }

  /**
   * Writes a query's rows, in its order, as one Parquet file that is to be kept. The lowest level
   * of zstd takes half the time of the third, and the files are no larger. A row group is held in
   * memory until it is full: a third of DuckDB's usual size.
   */
  public void copyToParquet(String select, Path file) {
    copy(select, file, "PARQUET_VERSION V1, ROW_GROUP_SIZE 40960, ROW_GROUP_SIZE_BYTES '16MB'");
  }

  /**
   * The same for a file that is read by DuckDB alone, a part at a time: in encodings that not every
   * reader knows, and in row groups small enough that what is not wanted is passed over.
   */
  public void copyToPassingParquet(String select, Path file) {
    copy(select, file, "PARQUET_VERSION V2, ROW_GROUP_SIZE 8192, ROW_GROUP_SIZE_BYTES '16MB'");
  }

  private void copy(String select, Path file, String version) {
    execute(
        "COPY ("
            + select
            + ") TO "
            + Sql.literal(file.toString())
            + " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
            + version
            + ")");
    // DuckDB leaves that to the machine, which may go down after a record named the file.
    Durable.written(file);
  }

  @Override
  public void close() {
    try {
      connection.close();
      instance.detach();
      IdleInstances.giveBack(instance);
    } catch (SQLException e) {
      SqlFailure failure = new SqlFailure("close a session of DuckDB", e);
      instance.closeAfter(failure);
      throw failure;
    }
  }
}
