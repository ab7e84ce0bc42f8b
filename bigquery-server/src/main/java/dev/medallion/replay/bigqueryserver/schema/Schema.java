package dev.medallion.replay.bigqueryserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The columns of a table, in order. Names are compared without case. */
public record Schema(List<Field> fields) {

  public Optional<Field> find(String name) {
    return find(fields, name);
  }

  static Optional<Field> find(List<Field> fields, String name) {
    return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Of {@code {"fields": […]}}. */
  public static Schema of(JsonNode json) {
    return new Schema(fieldsOf(json.path("fields")));
  }

  private static List<Field> fieldsOf(JsonNode json) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode one : json) {
      Field field = fieldOf(one);
      if (find(fields, field.name()).isPresent()) {
        throw ApiException.invalid("Field " + field.name() + " already exists in schema");
      }
      fields.add(field);
    }
    return List.copyOf(fields);
  }

  private static Field fieldOf(JsonNode json) {
    FieldType type = FieldType.of(json.path("type").asText());
    Optional<Field.Digits> digits = Optional.empty();
    if (json.hasNonNull("precision")) {
      digits =
          Optional.of(
              new Field.Digits(json.path("precision").asInt(), json.path("scale").asInt(0)));
    }
    List<Field> fields = fieldsOf(json.path("fields"));
    if ((type == FieldType.RECORD) == fields.isEmpty()) {
      throw ApiException.invalid(
          "Field " + json.path("name").asText() + " is type RECORD but has no schema");
    }
    return new Field(
        json.path("name").asText(),
        type,
        Mode.valueOf(json.path("mode").asText("NULLABLE").toUpperCase(Locale.ROOT)),
        fields,
        digits,
        Optional.ofNullable(json.path("description").asText(null)));
  }

  /** {@code {"fields": […]}}. */
  public ObjectNode json() {
    ObjectNode json = Json.object();
    write(fields, json.putArray("fields"));
    return json;
  }

  private static void write(List<Field> fields, ArrayNode to) {
    for (Field field : fields) {
      ObjectNode json = to.addObject();
      json.put("name", field.name());
      json.put("type", field.type().name());
      json.put("mode", field.mode().name());
      field.description().ifPresent(d -> json.put("description", d));
      field
          .parameters()
          .ifPresent(
              d ->
                  json.put("precision", Integer.toString(d.precision()))
                      .put("scale", Integer.toString(d.scale())));
      if (!field.fields().isEmpty()) {
        write(field.fields(), json.putArray("fields"));
      }
    }
  }
}
