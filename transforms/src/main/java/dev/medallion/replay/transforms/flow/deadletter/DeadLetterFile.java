package dev.medallion.replay.transforms.flow.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.files.Durable;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Dead letters as a Parquet file, one row a letter, sorted by identity: the same letters give the
 * same rows in the same order.
 */
public final class DeadLetterFile {
  /** The columns, in order, and their types. {@code columns} is a JSON object of texts. */
  public static final String COLUMNS =
      "source VARCHAR, entity VARCHAR, arrival_date DATE, object VARCHAR, generation VARCHAR,"
          + " position BIGINT, columns VARCHAR, stage VARCHAR, code VARCHAR, field VARCHAR,"
          + " message VARCHAR, raw BLOB, _attempt INTEGER, _run_id VARCHAR,"
          + " _model_version VARCHAR";

  private static final Comparator<DeadLetter> IDENTITY =
      Comparator.comparing(DeadLetter::source)
          .thenComparing(DeadLetter::object)
          .thenComparing(DeadLetter::generation)
          .thenComparingLong(DeadLetter::position)
          .thenComparing(DeadLetter::stage)
          .thenComparing(letter -> letter.code().name());

  private static final JsonFactory JSON = new JsonFactory();

  private DeadLetterFile() {}

  /**
   * Writes letters.
   *
   * @param modelVersion the model's digest
   */
  public static void write(
      Path file, Collection<DeadLetter> letters, String runId, String modelVersion)
      throws SQLException {
    List<DeadLetter> sorted = new ArrayList<>(letters);
    sorted.sort(IDENTITY);
    try (DuckDBConnection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE letters (" + COLUMNS + ")");
      try (DuckDBAppender appender =
          connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "letters")) {
        for (DeadLetter letter : sorted) {
          append(appender, letter, runId, modelVersion);
        }
      }
      statement.execute(
          "COPY letters TO "
              + Sql.literal(file.toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
      Durable.written(file);
    }
  }

  /**
   * Writes the letters of one unit of work to a file on staging.
   *
   * @param name of the unit and the attempt at it
   * @return the file
   */
  public static String stage(
      Address staging,
      String name,
      Collection<DeadLetter> letters,
      String runId,
      String modelVersion) {
    try (Outgoing file = Outgoing.to(staging.resolve("dead_letters").resolve(name + ".parquet"))) {
      write(file.path(), letters, runId, modelVersion);
      file.store();
      return file.uri();
    } catch (SQLException e) {
      throw new IllegalStateException("could not write " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes the letters of several files into one.
   *
   * @return how many it holds, by kind
   */
  public static TreeMap<DeadLetterReport.Kind, Long> merge(Path file, List<String> parts)
      throws SQLException {
    TreeMap<DeadLetterReport.Kind, Long> counts = new TreeMap<>();
    try (DuckDBConnection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SET temp_directory = " + Sql.literal(file.resolveSibling("merging").toString()));
      statement.execute("CREATE TABLE none (" + COLUMNS + ")");
      statement.execute(
          "COPY (FROM "
              + (parts.isEmpty() ? "none" : Sql.parquet(parts))
              + " ORDER BY source, object, generation, position, stage, code) TO "
              + Sql.literal(file.toString())
              + " (FORMAT parquet, COMPRESSION zstd)");
      Durable.written(file);
      try (ResultSet row =
          statement.executeQuery(
              "SELECT source, entity, arrival_date::VARCHAR, code, count(*) FROM "
                  + Sql.parquet(List.of(file.toString()))
                  + " GROUP BY ALL")) {
        while (row.next()) {
          counts.put(
              new DeadLetterReport.Kind(
                  row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
              row.getLong(5));
        }
      }
    }
    return counts;
  }

  private static void append(
      DuckDBAppender appender, DeadLetter letter, String runId, String modelVersion)
      throws SQLException {
    appender
        .beginRow()
        .append(letter.source())
        .append(letter.entity())
        .append(letter.arrivalDate())
        .append(letter.object())
        .append(letter.generation())
        .append(letter.position())
        .append(json(letter.columns()))
        .append(letter.stage())
        .append(letter.code().name())
        .append(letter.field())
        .append(letter.message())
        .append(letter.raw())
        .append(letter.attempt())
        .append(runId)
        .append(modelVersion)
        .endRow();
  }

  /** The letters of a file, in its order. */
  public static List<DeadLetter> read(Path file) throws SQLException {
    List<DeadLetter> letters = new ArrayList<>();
    try (DuckDBConnection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT * FROM " + Sql.parquet(List.of(file.toString())))) {
      while (rows.next()) {
        letters.add(letter(rows));
      }
    }
    return letters;
  }

  /** The letter of a row with the columns of {@link #COLUMNS}. */
  public static DeadLetter letter(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getString("source"),
        row.getString("entity"),
        row.getObject("arrival_date", LocalDate.class),
        row.getString("object"),
        row.getString("generation"),
        row.getLong("position"),
        columns(row.getString("columns")),
        row.getString("stage"),
        Code.valueOf(row.getString("code")),
        row.getString("field"),
        row.getString("message"),
        raw(row),
        row.getInt("_attempt"));
  }

  private static byte[] raw(ResultSet row) throws SQLException {
    try (InputStream bytes = row.getBlob("raw").getBinaryStream()) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In memory, on one thread, so that rows keep their order. */
  private static DuckDBConnection connect() throws SQLException {
    DuckDBConnection connection =
        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
    }
    return connection;
  }

  private static String json(Map<String, String> columns) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.writeStartObject();
      for (Map.Entry<String, String> column : new TreeMap<>(columns).entrySet()) {
        generator.writeStringField(column.getKey(), column.getValue());
      }
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Map<String, String> columns(String json) {
    Map<String, String> columns = new TreeMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        columns.put(name, parser.nextTextValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return columns;
  }
}
