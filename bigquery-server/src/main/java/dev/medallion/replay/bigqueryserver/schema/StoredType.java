package dev.medallion.replay.bigqueryserver.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A type of DuckDB, as its DESCRIBE writes it. */
public sealed interface StoredType {

  /** A type without parts. */
  record Plain(String name) implements StoredType {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A decimal. */
  record Decimal(int precision, int scale) implements StoredType {
    @Override
    public String toString() {
      return "DECIMAL(" + precision + "," + scale + ")";
    }
  }

  /** A struct with its fields. */
  record Struct(List<Map.Entry<String, StoredType>> fields) implements StoredType {
    @Override
    public String toString() {
      return fields.stream()
          .map(f -> Quote.identifier(f.getKey()) + " " + f.getValue())
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
  }

  /** A list. */
  record ListOf(StoredType element) implements StoredType {
    @Override
    public String toString() {
      return element + "[]";
    }
  }

  /** Reads such a text. */
  static StoredType parse(String text) {
    Reader reader = new Reader(text);
    StoredType type = reader.type();
    if (reader.at != text.length()) {
      throw new IllegalArgumentException("not a type: " + text);
    }
    return type;
  }

  /** Goes through the text once. */
  final class Reader {
    private final String text;
    private int at;

    private Reader(String text) {
      this.text = text;
    }

    private StoredType type() {
      StoredType type = single();
      while (text.startsWith("[]", at)) {
        at += 2;
        type = new ListOf(type);
      }
      return type;
    }

    private StoredType single() {
      if (text.startsWith("STRUCT(", at)) {
        at += "STRUCT(".length();
        return struct();
      }
      int start = at;
      if (text.startsWith("DECIMAL(", at)) {
        int comma = text.indexOf(',', at);
        int end = text.indexOf(')', at);
        at = end + 1;
        return new Decimal(
            Integer.parseInt(text.substring(start + "DECIMAL(".length(), comma).trim()),
            Integer.parseInt(text.substring(comma + 1, end).trim()));
      }
      while (at < text.length() && ",)[".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return new Plain(text.substring(start, at).trim().toUpperCase(Locale.ROOT));
    }

    private StoredType struct() {
      List<Map.Entry<String, StoredType>> fields = new ArrayList<>();
      while (text.charAt(at - 1) != ')') {
        String name = name();
        at++;
        fields.add(Map.entry(name, type()));
        at++;
        while (at < text.length() && text.charAt(at) == ' ') {
          at++;
        }
      }
      return new Struct(List.copyOf(fields));
    }

    private String name() {
      if (text.charAt(at) != '"') {
        int space = text.indexOf(' ', at);
        String name = text.substring(at, space);
        at = space;
        return name;
      }
      StringBuilder name = new StringBuilder();
      at++;
      while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
        name.append(text.charAt(at));
        at += text.charAt(at) == '"' ? 2 : 1;
      }
      at++;
      return name.toString();
    }
  }
}
