package dev.medallion.replay.pipelines;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON document that a command printed, as a test looks at it. */
public final class Json {
  private final Object value;

  private Json(Object value) {
    this.value = value;
  }

  /** Reads exactly one document: text that stands before or behind it fails the test. */
  public static Json of(String text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      Object value = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new AssertionError("more than one JSON document:\n" + text);
      }
      return new Json(value);
    }
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> fields = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        fields.put(name, value(parser, parser.nextToken()));
      }
      return fields;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> items = new ArrayList<>();
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
        items.add(value(parser, t));
      }
      return items;
    }
    if (token == null) {
      throw new AssertionError("no JSON document");
    }
    return parser.getText();
  }

  /** A field of an object. */
  public Json get(String field) {
    if (value instanceof Map<?, ?> fields && fields.containsKey(field)) {
      return new Json(fields.get(field));
    }
    throw new AssertionError("no field " + field + " in " + value);
  }

  /** The items of an array. */
  public List<Json> items() {
    if (value instanceof List<?> items) {
      return items.stream().map(i -> new Json(i)).toList();
    }
    throw new AssertionError("no array: " + value);
  }

  public Json get(int item) {
    return items().get(item);
  }

  public int size() {
    return items().size();
  }

  /** A field of each item, as text. */
  public List<String> each(String field) {
    return items().stream().map(i -> i.get(field).text()).toList();
  }

  /** A number, text, truth or null, as it is written. */
  public String text() {
    return String.valueOf(value);
  }

  @Override
  public String toString() {
    return text();
  }
}
