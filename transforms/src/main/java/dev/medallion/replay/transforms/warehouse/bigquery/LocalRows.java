package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.TableResult;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.storage.files.Durable;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Rows that BigQuery returned, and files, on this machine, where DuckDB answers questions. */
final class LocalRows implements AutoCloseable {
  /** What the rows of a query are called. */
  static final String ROWS = Sql.identifier("replay_rows");

  private static final String TEXTS = Sql.identifier("replay_texts");

  private final Connection connection;

  private LocalRows(Connection connection) {
    this.connection = connection;
  }

  /** None yet. */
  static LocalRows open() {
    try {
      LocalRows rows = new LocalRows(DriverManager.getConnection("jdbc:duckdb:"));
      Path spill = LocalFiles.folder().resolve("spill-" + Nondeterminism.newToken());
      rows.execute(
          "SET threads = 1; SET memory_limit = '512MB'; SET TimeZone = 'UTC'; SET temp_directory = "
              + Sql.literal(spill.toString()));
      return rows;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * The rows of a query.
   *
   * @param fields of the columns that {@link RowText#selected} selected
   */
  static LocalRows of(TableResult result, List<Field> fields) {
    LocalRows rows = open();
    try {
      rows.take(result, fields);
      return rows;
    } catch (SQLException e) {
      rows.close();
      throw failed(e);
    }
  }

  private void take(TableResult result, List<Field> fields) throws SQLException {
    List<Field> arrived = result.getSchema().getFields();
    execute(
        Sql.createTable(
            TEXTS, fields.stream().map(f -> new Column(f.getName(), "VARCHAR")).toList()));
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("main", "replay_texts")) {
      for (FieldValueList row : result.iterateAll()) {
        appender.beginRow();
        for (String text : RowText.of(fields, arrived, row)) {
          appender.append(text);
        }
        appender.endRow();
      }
    }
    execute(
        fields.stream()
            .map(f -> RowText.value(f) + " AS " + Sql.identifier(f.getName()))
            .collect(
                Collectors.joining(", ", "CREATE VIEW " + ROWS + " AS SELECT ", " FROM " + TEXTS)));
  }

  /** Writes the rows of a SELECT to a Parquet file; says how many. */
  long copy(String select, Path file) {
    return copy(select, file, "");
  }

  /**
   * Writes all rows of a query to a Parquet file, which says what they are in BigQuery; says how
   * many.
   */
  long keep(Collection<Field> fields, Path file) {
    return copy("SELECT * FROM " + ROWS, file, TypesInFile.option(fields));
  }

  private long copy(String select, Path file, String option) {
    try (Statement statement = connection.createStatement()) {
      long rows =
          statement.executeUpdate(
              "COPY ("
                  + select
                  + ") TO "
                  + Sql.literal(file.toString())
                  + " (FORMAT parquet, COMPRESSION zstd"
                  + option
                  + ")");
      Durable.written(file);
      return rows;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Writes rows to a Parquet file.
   *
   * @param rows of values of the columns' types; dates and instants too
   */
  void write(List<Column> columns, List<List<Object>> rows, Path file) {
    try {
      execute(Sql.createTable(ROWS, columns));
      String values = columns.stream().map(c -> "?").collect(Collectors.joining(", "));
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO " + ROWS + " VALUES (" + values + ")")) {
        for (List<Object> row : rows) {
          for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            // DuckDB reads dates and instants from their texts.
            insert.setObject(
                i + 1,
                value instanceof LocalDate || value instanceof Instant ? value.toString() : value);
          }
          insert.execute();
        }
      }
      copy("SELECT * FROM " + ROWS, file);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Reads a row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> query(String sql, RowReader<T> reader) {
    List<T> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The columns of a relation. */
  List<Column> columns(String relation) {
    return query(
        "DESCRIBE SELECT * FROM " + relation,
        row -> new Column(row.getString("column_name"), row.getString("column_type")));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static WarehouseException failed(SQLException e) {
    return new WarehouseException("rows of BigQuery can't be compared: " + e.getMessage(), e);
  }
}
