package dev.medallion.replay.transforms.flow.format.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBStruct;

/**
 * A row as a JSON object, with its columns in the file's order, nulls included.
 *
 * <p>Integers and decimals are written exactly, doubles in the shortest form that reads back; what
 * is no number (NaN, infinity) as a text. Dates and times are ISO 8601: with {@code Z} where the
 * column has instants, without an offset where it has none; within lists and structs, the latter
 * have a space instead of the T. Bytes are base64. A map is an object, all else a text.
 */
final class ParquetJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private static final Pattern LOCAL_TIME =
      Pattern.compile("\\bTIMESTAMP(_S|_MS|_NS)?\\b(?! WITH TIME ZONE)");

  private final List<Column> columns;

  ParquetJson(List<Column> columns) {
    this.columns = columns;
  }

  /**
   * What to select of the rows. JDBC shows a time without zone that is not a column of its own in
   * the zone of this process, so it becomes a text before.
   */
  String selected() {
    return columns.stream().map(ParquetJson::selected).collect(Collectors.joining(", "));
  }

  private static String selected(Column column) {
    String name = Sql.identifier(column.name());
    if (isOfNanoseconds(column)) {
      return "CAST(" + name + " AS VARCHAR) AS " + name;
    }
    return isNested(column) && LOCAL_TIME.matcher(column.type()).find()
        ? "CAST("
            + name
            + " AS "
            + LOCAL_TIME.matcher(column.type()).replaceAll("VARCHAR")
            + ") AS "
            + name
        : name;
  }

  private static boolean isOfNanoseconds(Column column) {
    return column.type().equals("TIMESTAMP_NS");
  }

  private static boolean isNested(Column column) {
    return column.type().endsWith("]")
        || column.type().startsWith("STRUCT(")
        || column.type().startsWith("MAP(");
  }

  /** The row on which a result stands. */
  byte[] read(ResultSet row) throws SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      for (int i = 0; i < columns.size(); i++) {
        json.writeFieldName(columns.get(i).name());
        write(json, value(row, i));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory were not writable", e);
    }
    return bytes.toByteArray();
  }

  private Object value(ResultSet row, int i) throws SQLException {
    if (isOfNanoseconds(columns.get(i))) {
      String time = row.getString(i + 1);
      return time == null ? null : time.replace(' ', 'T');
    }
    return !isNested(columns.get(i)) && LOCAL_TIME.matcher(columns.get(i).type()).matches()
        ? row.getObject(i + 1, LocalDateTime.class)
        : row.getObject(i + 1);
  }

  private static void write(JsonGenerator json, Object value) throws IOException, SQLException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof Double real) {
      write(json, real, real.isNaN() || real.isInfinite());
    } else if (value instanceof Float real) {
      write(json, real, real.isNaN() || real.isInfinite());
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (value instanceof BigInteger integer) {
      json.writeNumber(integer);
    } else if (value instanceof Number integer) {
      json.writeNumber(integer.longValue());
    } else if (value instanceof OffsetDateTime instant) {
      json.writeString(
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
              instant.withOffsetSameInstant(ZoneOffset.UTC)));
    } else if (value instanceof LocalDateTime time) {
      json.writeString(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
    } else if (value instanceof Blob blob) {
      json.writeBinary(blob.getBytes(1, Math.toIntExact(blob.length())));
    } else if (value instanceof Array array) {
      writeList(json, (Object[]) array.getArray());
    } else if (value instanceof DuckDBStruct struct) {
      writeObject(json, struct.getMap());
    } else if (value instanceof Map<?, ?> map) {
      writeObject(json, map);
    } else if (value instanceof Struct) {
      throw new IllegalStateException("a struct without names: " + value);
    } else {
      json.writeString(value.toString());
    }
  }

  private static void write(JsonGenerator json, Number real, boolean isNone) throws IOException {
    if (isNone) {
      json.writeString(real.toString());
    } else {
      json.writeNumber(real.toString());
    }
  }

  private static void writeList(JsonGenerator json, Object[] elements)
      throws IOException, SQLException {
    json.writeStartArray();
    for (Object element : elements) {
      write(json, element);
    }
    json.writeEndArray();
  }

  private static void writeObject(JsonGenerator json, Map<?, ?> fields)
      throws IOException, SQLException {
    json.writeStartObject();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      json.writeFieldName(String.valueOf(field.getKey()));
      write(json, field.getValue());
    }
    json.writeEndObject();
  }
}
