package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.schema.Field;
import dev.medallion.replay.bigqueryserver.schema.Json;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Rows as {@code {"f": [{"v": …}]}}.
 *
 * @param int64Timestamps microseconds; else seconds with a fraction. Source:
 *     cloud.google.com/bigquery/docs/reference/rest/v2/DataFormatOptions
 */
record RowJson(List<Field> fields, boolean int64Timestamps) {
  private static final long MICROS = 1_000_000;
  private static final int NANOS_A_MICRO = 1_000;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  ObjectNode row(ResultSet result) throws SQLException {
    ObjectNode json = Json.object();
    ArrayNode values = json.putArray("f");
    for (int i = 0; i < fields.size(); i++) {
      values.addObject().set("v", value(fields.get(i), result.getObject(i + 1)));
    }
    return json;
  }

  private JsonNode value(Field field, Object value) throws SQLException {
    if (!field.repeated()) {
      return one(field, value);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    if (value instanceof Array array) {
      for (Object element : (Object[]) array.getArray()) {
        list.addObject().set("v", one(field, element));
      }
    }
    return list;
  }

  private JsonNode one(Field field, Object value) throws SQLException {
    if (value == null) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (value instanceof Struct struct) {
      ObjectNode json = Json.object();
      ArrayNode values = json.putArray("f");
      Object[] members = struct.getAttributes();
      for (int i = 0; i < members.length; i++) {
        values.addObject().set("v", value(field.fields().get(i), members[i]));
      }
      return json;
    }
    return JsonNodeFactory.instance.textNode(text(value));
  }

  private String text(Object value) throws SQLException {
    if (value instanceof BigDecimal decimal) {
      return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
    if (value instanceof OffsetDateTime time) {
      return timestamp(time);
    }
    if (value instanceof Timestamp time) {
      LocalDateTime civil = time.toLocalDateTime();
      return civil.toLocalDate() + "T" + TIME.format(civil);
    }
    if (value instanceof LocalTime time) {
      return TIME.format(time);
    }
    if (value instanceof Blob blob) {
      return Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length()));
    }
    return value.toString();
  }

  private String timestamp(OffsetDateTime time) {
    // ChronoUnit counts nanoseconds on its way, which a long does not hold after the year 2262.
    long micros = time.toEpochSecond() * MICROS + time.getNano() / NANOS_A_MICRO;
    return int64Timestamps
        ? Long.toString(micros)
        : BigDecimal.valueOf(micros, 6).stripTrailingZeros().toString();
  }
}
