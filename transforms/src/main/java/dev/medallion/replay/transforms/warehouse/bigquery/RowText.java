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
import java.util.List;

/** Values that BigQuery returned as text that DuckDB turns into the same values. */
final class RowText {
  private RowText() {}

  /** A value of a column; null where it is. */
  static String of(Field field, FieldValue value) {
    if (value.isNull()) {
      return null;
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
    return nodes.textNode(scalar(field, value));
  }

  private static String scalar(Field field, FieldValue value) {
    if (field.getType().equals(LegacySQLTypeName.TIMESTAMP)) {
      return Instant.EPOCH.plus(value.getTimestampValue(), ChronoUnit.MICROS).toString();
    }
    if (field.getType().equals(LegacySQLTypeName.BYTES)) {
      return bytes(value.getBytesValue());
    }
    return value.getStringValue();
  }

  private static String bytes(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(Text.format("\\x%02X", b));
    }
    return text.toString();
  }

  /** The texts of a row, in the order of the columns. */
  static String[] of(List<Field> fields, FieldValueList row) {
    String[] texts = new String[fields.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = of(fields.get(i), row.get(i));
    }
    return texts;
  }
}
