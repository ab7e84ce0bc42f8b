package dev.medallion.replay.transforms.flow.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.format.FieldKind;
import dev.medallion.replay.transforms.flow.format.FieldSource;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/**
 * A list of structs, decoded by its children's contracts and held as JSON text: {@code
 * [{"sku":"a","price":"1.50"}]}, children by name in the contract's order, nulls written.
 *
 * <p>Decimals stand there as texts, since DuckDB reads a JSON number through a double; so does
 * JSON, the numbers in it being no better off. Dates and timestamps stand as ISO 8601.
 */
final class StructList {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Field field;
  private final ContractReader reader;
  private final Drift drift = new Drift();

  StructList(String entity, String path, Field field) {
    this.field = field;
    this.reader =
        new ContractReader(
            entity, path, field.children(), List.of(), Optional.empty(), child -> Fineness.CUT);
  }

  /** The text, or the {@link Issue} of the first element that is bad; the list has ended then. */
  Object read(FieldSource source) throws IOException {
    StringWriter text = new StringWriter();
    Issue issue = null;
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartArray();
      int index = 0;
      while (source.nextElement()) {
        Issue found;
        if (source.kind() == FieldKind.OBJECT) {
          Object[] values = reader.read(source);
          reader.countDrift(drift);
          found = write(values, json);
        } else {
          source.skip();
          found = new Issue(Code.BAD_TYPE, "is not an object");
        }
        if (issue == null && found != null) {
          issue = new Issue(found.code(), field.name() + "/" + index + ": " + found.message());
        }
        index++;
      }
      json.writeEndArray();
    }
    return issue == null ? text.toString() : issue;
  }

  void countDrift(Drift counts) {
    counts.merge(drift);
    drift.clear();
  }

  /** Of a record that was not counted. */
  void forgetDrift() {
    drift.clear();
  }

  private Issue write(Object[] values, JsonGenerator json) throws IOException {
    Issue issue = null;
    json.writeStartObject();
    for (int i = 0; i < field.children().size(); i++) {
      Field child = field.children().get(i);
      if (issue == null && values[i] instanceof Issue bad) {
        issue = bad;
      } else if (issue == null && values[i] == null && child.required()) {
        issue = new Issue(Code.MISSING_FIELD, child.name() + " is absent or null");
      }
      json.writeFieldName(child.name());
      write(child.type(), values[i], json);
    }
    json.writeEndObject();
    return issue;
  }

  private static void write(FieldType type, Object value, JsonGenerator json) throws IOException {
    if (value == null || value instanceof Issue) {
      json.writeNull();
      return;
    }
    switch (type.kind()) {
      case INT64 -> json.writeNumber((Long) value);
      case DOUBLE -> json.writeNumber((Double) value);
      case BOOL -> json.writeBoolean((Boolean) value);
      case LIST_STRUCT -> json.writeRawValue((String) value);
      default -> json.writeString(CanonicalText.of(type, value));
    }
  }
}
