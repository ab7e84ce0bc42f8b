package dev.medallion.replay.transforms.warehouse.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.LegacySQLTypeName;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.engine.Sql;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Values that BigQuery returned as text that DuckDB turns into the same values. */
final class RowText {
  private RowText() {}

  /**
   * What to select of columns, so that their values arrive exactly: the client reads times as
   * floating-point seconds.
   *
   * @param row the name by which rows are called
   */
  static String selected(Collection<Field> fields, String row) {
    return fields.stream()
        .map(
            f -> {
              String name = GoogleSql.identifier(f.getName());
              String column = row + "." + name;
              return isTime(f) ? "UNIX_MICROS(" + column + ") AS " + name : column;
            })
        .collect(Collectors.joining(", "));
  }

  private static boolean isTime(Field field) {
    return field.getType().equals(LegacySQLTypeName.TIMESTAMP)
        && field.getMode() != Field.Mode.REPEATED;
  }

  /**
   * A value of a column; null where it is.
   *
   * @param arrived the column as it was selected
   */
  static String of(Field field, Field arrived, FieldValue value) {
    if (value.isNull()) {
      return null;
    }
    if (isTime(field) && !isTime(arrived)) {
      return time(value.getLongValue());
    }
    boolean hasParts =
        field.getMode() == Field.Mode.REPEATED || field.getType().equals(LegacySQLTypeName.RECORD);
    return hasParts ? json(field, value).toString() : scalar(field, value);
  }

  /** An expression: the value whose text a column of this name holds. */
  static String value(Field field) {
    String name = Sql.identifier(field.getName());
    boolean hasParts =
        field.getMode() == Field.Mode.REPEATED || field.getType().equals(LegacySQLTypeName.RECORD);
    String type = Fields.read(field).sql();
    return "CAST(" + (hasParts ? "CAST(" + name + " AS JSON)" : name) + " AS " + type + ")";
  }

  private static JsonNode json(Field field, FieldValue value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value.isNull()) {
      return nodes.nullNode();
    }
    if (field.getMode() == Field.Mode.REPEATED) {
      ArrayNode list = nodes.arrayNode();
      Field element = field.toBuilder().setMode(Field.Mode.NULLABLE).build();
      value.getRepeatedValue().forEach(v -> list.add(json(element, v)));
      return list;
    }
    if (field.getType().equals(LegacySQLTypeName.RECORD)) {
      ObjectNode struct = nodes.objectNode();
      FieldList members = field.getSubFields();
      FieldValueList values = value.getRecordValue();
      for (int i = 0; i < members.size(); i++) {
        struct.set(members.get(i).getName(), json(members.get(i), values.get(i)));
      }
      return struct;
    }
    // DuckDB reads no bytes from JSON: within a column they stay Base64.
    return nodes.textNode(
        field.getType().equals(LegacySQLTypeName.BYTES)
            ? value.getStringValue()
            : scalar(field, value));
  }

  private static String scalar(Field field, FieldValue value) {
    if (field.getType().equals(LegacySQLTypeName.TIMESTAMP)) {
      return time(value.getTimestampValue());
    }
    if (field.getType().equals(LegacySQLTypeName.BYTES)) {
      return bytes(value.getBytesValue());
    }
    return value.getStringValue();
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private static String bytes(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(Text.format("\\x%02X", b));
    }
    return text.toString();
  }

  /** The texts of a row, in the order of the columns. */
  static String[] of(List<Field> fields, List<Field> arrived, FieldValueList row) {
    String[] texts = new String[fields.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = of(fields.get(i), arrived.get(i), row.get(i));
    }
    return texts;
  }
}
