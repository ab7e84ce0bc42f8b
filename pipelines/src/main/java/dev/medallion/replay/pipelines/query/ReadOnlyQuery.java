package dev.medallion.replay.pipelines.query;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** A DuckDB file, opened so that nothing can be changed and nothing else can be reached. */
public final class ReadOnlyQuery implements AutoCloseable {
  private static final Pattern NUMERIC =
      Pattern.compile("(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL.*|DOUBLE|FLOAT)");

  private final Connection connection;

  private ReadOnlyQuery(Connection connection) {
    this.connection = connection;
  }

  /** What is wrong with the statement, or with the file, in a sentence for a person. */
  public static final class SqlProblem extends Exception {
    private static final long serialVersionUID = 1;

    SqlProblem(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Opens a warehouse's file.
   *
   * @throws SqlProblem if it can't be: another process writes it, or it is no DuckDB file
   */
  public static ReadOnlyQuery open(Path file) throws SqlProblem {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    properties.setProperty("enable_external_access", "false");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("lock_configuration", "true");
    properties.setProperty("TimeZone", "UTC");
    try {
      return new ReadOnlyQuery(DriverManager.getConnection("jdbc:duckdb:" + file, properties));
    } catch (SQLException e) {
      throw new SqlProblem("cannot open %s: %s".formatted(file, firstLine(e)), e);
    }
  }

  /**
   * Runs one statement and prints its rows.
   *
   * @param limit of the rows printed; 0: none
   * @throws SqlProblem if the statement is not right
   */
  public void run(String sql, QueryPrinter printer, int limit) throws SqlProblem {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      printer.print(read(result, limit == 0 ? Integer.MAX_VALUE : limit));
    } catch (SQLException e) {
      throw new SqlProblem(String.valueOf(e.getMessage()).strip(), e);
    }
  }

  private static Rows read(ResultSet result, int limit) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    List<Rows.Column> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String type = meta.getColumnTypeName(i);
      columns.add(
          new Rows.Column(
              meta.getColumnLabel(i), NUMERIC.matcher(type).matches(), type.equals("BOOLEAN")));
    }
    List<List<Optional<String>>> values = new ArrayList<>();
    long more = 0;
    while (result.next()) {
      if (values.size() == limit) {
        more++;
        continue;
      }
      List<Optional<String>> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(Optional.ofNullable(result.getObject(i)).map(Object::toString));
      }
      values.add(row);
    }
    return new Rows(columns, values, more);
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing was written: nothing can be lost.
    }
  }
}
