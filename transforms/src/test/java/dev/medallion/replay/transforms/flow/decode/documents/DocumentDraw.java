package dev.medallion.replay.transforms.flow.decode.documents;

import dev.medallion.replay.transforms.model.DecimalMark;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType.Kind;
import dev.medallion.replay.transforms.model.TimeFormat;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Draws documents of one entity: valid, nearly valid, and mutated ones. */
final class DocumentDraw {
  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "false",
          "{}",
          "[]",
          "[[{}]]",
          "[null]",
          "{\"a\":{\"a\":null}}",
          "0",
          "-0",
          "-0.0",
          "0.0",
          "1",
          "-1",
          "13",
          "1E-7",
          "1e5",
          "1.5e3",
          "8004.0",
          "8004.5",
          "1e400",
          "-1e400",
          "1e-400",
          "0e999",
          "1e999999999",
          "1e309",
          "4.9e-324",
          "1e300",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "0.1",
          "0.10000000000000000000000000000000000001",
          "123456789012345678901234567890.12",
          "99999999999999999999999999999999999999",
          "100000000000000000000000000000000000000",
          "253402300799",
          "253402300800",
          "-62135596800",
          "-62135596801",
          "1794789360.1234567",
          "1794789360123.9999",
          "NaN",
          "Infinity",
          "-",
          "01",
          "1.",
          ".5",
          "+1",
          "0x10",
          "'a'",
          "\"\"",
          "\" \"",
          "\"8004\"",
          "\"8004.0\"",
          "\" 8004\"",
          "\"1e3\"",
          "\"0008\"",
          "\"true\"",
          "\"TRUE\"",
          "\"null\"",
          "\"NaN\"",
          "\"1.234,56\"",
          "\"1.23,5\"",
          "\"-0,5\"",
          "\"007,50\"",
          "\",5\"",
          "\"1.234.567\"",
          "\"D\"",
          "\"DELETE\"",
          "\"AB12\"",
          "\"ab\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\ud83d\\ude00\"",
          "\"\\u0000\"",
          "\"a\\u0000b\"",
          "\"\\u001f\\t\\n\\r\\\\\\/\\\"\"",
          "\"\ud83d\ude00 ' \\\" ; -- % # $ {} \u2028\"",
          "\"\ufeff\"",
          "\"2026-02-03\"",
          "\"2026-02-30\"",
          "\"2026-02-30T00:00:00Z\"",
          "\"2026-02-03T10:15:00Z\"",
          "\"2026-02-03T10:15:00\"",
          "\"2026-02-03 10:15\"",
          "\"2026-02-03T10:15:00.123456789+05:30\"",
          "\"2026-02-03T10:15:00.+01\"",
          "\"2026-02-03T10:15:60Z\"",
          "\"2026-02-03T24:00:00Z\"",
          "\"2026-02-03T10:15:00+1800\"",
          "\"2026-02-03T10:15:00+18:01\"",
          "\"2026-02-03T10:15:00+19:00\"",
          "\"2026-02-03T10:15:00-24:00\"",
          "\"2026-02-03T10Z\"",
          "\"2026-02-03T10:15:00ZZ\"",
          "\"2026-02-0310:15:00Z\"",
          "\"2026-02-03T 10:15:00Z\"",
          "\"2026-02-03T10:15:00Z+01\"",
          "\"2026-02-03T10:15:00+01:00+0100\"",
          "\"2026-02-03t10:15:00z\"",
          "\"2026-2-3\"",
          "\"02026-02-03\"",
          "\"+2026-02-03\"",
          "\"0000-01-01T00:00:00Z\"",
          "\"0001-01-01T00:00:00+01:00\"",
          "\"0001-01-01T00:00:00-01:00\"",
          "\"9999-12-31T23:59:59.999999999Z\"",
          "\"9999-12-31T23:59:59-00:01\"",
          "\"9999-12-31\"",
          "\"0000-12-31\"",
          "\"2024-02-29\"",
          "\"2025-02-29\"",
          "\"1900-02-29\"",
          "\"2026-03-29T02:30:00\"",
          "\"29.03.2026 02:30:00\"",
          "\"25.10.2026 02:30:00\"",
          "\"31.02.2026 00:00:00\"",
          "\"1969-12-31T23:59:59.9999999Z\"",
          "\"2026/02/03\"",
          "\"2026/02/31\"",
          "\"03.02.2026\"",
          "\"+12026/02/03\"",
          "\"1794789360\"",
          "\"-0.5\"",
          "-0.5",
          "-0.0000001",
          "{\"tag\":\"x\",\"n\":1e400}",
          "{\"tag\":7}",
          "[1e400,-1e999,1E+2,-0]",
          "{\"k\":1,\"k\":2}",
          "{\"\\u0000\":\"\\u0000\"}",
          "{\"\":\"\"}",
          "[\"\\ud800\"]",
          "{\"\\udc00\":1}",
          "{ \"a b\" : [ 1 , \" x \" ] }");

  private final Random random;
  private final Entity entity;

  DocumentDraw(long seed, Entity entity) {
    this.random = new Random(seed);
    this.entity = entity;
  }

  /**
   * A document.
   *
   * @param id of no other document
   * @param columns of its object's path
   */
  byte[] draw(String id, Map<String, String> columns) {
    Node root = new Node();
    for (Field field : entity.fields()) {
      boolean identity = entity.key().contains(field.name()) && !one(60);
      if (!isInside(field) && (identity || field.required() || !one(4))) {
        int path = identity ? 0 : random.nextInt(field.paths().size());
        root.put(field.paths().get(path).toString(), identity ? quoted(id) : good(field, columns));
      }
    }
    int kind = random.nextInt(100);
    if (kind >= 40) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        bend(root);
      }
    }
    StringBuilder text = new StringBuilder();
    root.write(text, this);
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    for (int i = kind < 75 ? 0 : 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      bytes = mutated(bytes);
    }
    return bytes;
  }

  /** Whether it stands inside another field. */
  private boolean isInside(Field field) {
    String path = field.paths().get(0).toString();
    return entity.fields().stream()
        .anyMatch(f -> path.startsWith(f.paths().get(0).toString() + "/"));
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** One value, key or object becomes another. */
  private void bend(Node root) {
    List<Node> objects = new ArrayList<>();
    root.collect(objects);
    Node object = any(objects);
    if (object.keys.isEmpty()) {
      return;
    }
    int i = random.nextInt(object.keys.size());
    switch (random.nextInt(9)) {
      case 0 -> object.remove(i);
      case 1 -> object.add(object.keys.get(i), any(ODD));
      case 2 -> object.add(quoted("new" + random.nextInt(3)), any(ODD));
      case 3 -> object.keys.set(i, quoted("renamed"));
      case 4 -> object.values.set(i, "9".repeat(one(3) ? 2000 : 400));
      case 5 -> object.values.set(i, one(2) ? "[".repeat(5000) : nested(one(2) ? 5000 : 500));
      default -> object.values.set(i, any(ODD));
    }
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private byte[] mutated(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(8));
    return switch (random.nextInt(8)) {
      case 0 -> spliced(bytes, at, bytes.length - at, new byte[0]);
      case 1 -> spliced(bytes, at, length, new byte[0]);
      case 2 -> spliced(bytes, at, 0, java.util.Arrays.copyOfRange(bytes, at, at + length));
      case 3 -> spliced(bytes, at, 1, new byte[] {(byte) random.nextInt()});
      case 4 ->
          spliced(
              bytes,
              one(2) ? 0 : at,
              0,
              any(
                  List.of(
                      "\ufeff".getBytes(StandardCharsets.UTF_8),
                      "\ufeff\ufeff".getBytes(StandardCharsets.UTF_8),
                      new byte[] {0},
                      new byte[] {(byte) 0xff, (byte) 0xfe},
                      new byte[] {(byte) 0xc0, (byte) 0x80},
                      new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                      new byte[] {'\r', '\n'})));
      default -> spliced(bytes, at, 1, new byte[] {(byte) (bytes[at] ^ (1 << random.nextInt(8)))});
    };
  }

  private static byte[] spliced(byte[] bytes, int at, int dropped, byte[] added) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(added);
    out.write(bytes, at + dropped, bytes.length - at - dropped);
    return out.toByteArray();
  }

  /** A value that the field takes. */
  private String good(Field field, Map<String, String> columns) {
    if (field.pathColumn().isPresent()) {
      return quoted(columns.get(field.pathColumn().get().column()));
    }
    if (!field.allowed().isEmpty()) {
      // The first ones most often: the last of an operation deletes.
      List<String> allowed = List.copyOf(field.allowed());
      String value = one(4) ? any(allowed) : allowed.get(random.nextInt(2));
      return field.type().kind() == Kind.INT64 ? value : quoted(value);
    }
    return switch (field.type().kind()) {
      case STRING -> quoted(field.pattern().isPresent() ? matching(field) : text());
      case INT64 -> Long.toString(field.min().isPresent() ? random.nextInt(1000) + 1 : whole());
      case DECIMAL -> decimal(field);
      case DOUBLE -> one(20) ? "0.1" : Double.toString(Math.exp(random.nextGaussian() * 20 + 40));
      case BOOL -> one(2) && !field.name().equals("is_test") ? "true" : "false";
      case DATE, TIMESTAMP -> time(any(field.formats()));
      case JSON -> any(List.of("{\"tag\":\"t\"}", "[1,2.50]", "\"x\"", "{ \"a\" : [ ] }", "17"));
      case LIST_STRUCT -> list(field, columns);
    };
  }

  private String matching(Field field) {
    return field.pattern().get().pattern().startsWith("[a-z]") ? any(List.of("usd", "eur")) : "AB7";
  }

  private long whole() {
    return one(3) ? random.nextInt(100) : random.nextLong() >> random.nextInt(60);
  }

  private String text() {
    return any(
        List.of("", "a", "caf\u00e9", "succeeded", "\ud83d\ude00", "a'b\"c\\d", "x".repeat(300)));
  }

  private String decimal(Field field) {
    int digits = 1 + random.nextInt(field.type().precision());
    String unscaled = new BigInteger(digits * 3, random).toString();
    String number =
        new java.math.BigDecimal(
                new BigInteger(unscaled.substring(0, Math.min(digits, unscaled.length()))),
                field.type().scale())
            .toPlainString();
    String signed = one(3) && field.min().isEmpty() ? "-" + number : number;
    boolean comma = field.decimalMark() != DecimalMark.POINT && one(2);
    return field.name().equals("high")
        ? "9223372036854775807.5"
        : comma ? quoted(signed.replace('.', ',')) : signed;
  }

  private String time(TimeFormat format) {
    long second = (long) (random.nextGaussian() * 1e9) + 1_790_000_000L;
    String fraction = any(List.of("", ".5", ".123456", ".999999999", ".000001"));
    java.time.OffsetDateTime moment =
        java.time.OffsetDateTime.ofInstant(
            java.time.Instant.ofEpochSecond(second),
            ZoneOffset.ofHoursMinutes(random.nextInt(14), 15 * random.nextInt(4)));
    return switch (format.kind()) {
      case EPOCH_SECONDS -> second + fraction;
      case EPOCH_MILLIS -> second + "123" + fraction;
      case PATTERN -> quoted(DateTimeFormatter.ofPattern(format.pattern()).format(moment));
      case ISO8601 ->
          quoted(
              one(8)
                  ? LocalDate.ofEpochDay(second / 86_400) + "T00:00:00Z"
                  : DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").format(moment)
                      + fraction
                      + (one(4)
                          ? "Z"
                          : moment.getOffset().equals(ZoneOffset.UTC)
                              ? "+00:00"
                              : moment.getOffset().getId()));
    };
  }

  private String list(Field field, Map<String, String> columns) {
    StringBuilder out = new StringBuilder("[");
    for (int n = random.nextInt(4); n > 0; n--) {
      Node element = new Node();
      for (Field child : field.children()) {
        if (child.required() || !one(4)) {
          element.put(child.paths().get(0).toString(), one(40) ? any(ODD) : good(child, columns));
        }
      }
      if (one(30)) {
        bend(element);
      }
      element.write(out, this);
      out.append(n > 1 ? "," : "");
    }
    return out.append(one(60) ? ",5]" : "]").toString();
  }

  /** JSON text, some of its characters escaped. */
  private String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || one(100)) {
        out.append("\\u" + Integer.toHexString(0x10000 | c).substring(1));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** An object being drawn: keys and values as they are written, or objects. */
  private static final class Node {
    final List<String> keys = new ArrayList<>();
    final List<Object> values = new ArrayList<>();
    final Map<String, Node> inner = new TreeMap<>();

    void put(String path, String value) {
      int slash = path.indexOf('/', 1);
      if (slash < 0) {
        add("\"" + path.substring(1) + "\"", value);
        return;
      }
      String key = path.substring(1, slash);
      Node child = inner.get(key);
      if (child == null) {
        child = new Node();
        inner.put(key, child);
        add("\"" + key + "\"", child);
      }
      child.put(path.substring(slash), value);
    }

    void add(String key, Object value) {
      keys.add(key);
      values.add(value);
    }

    void remove(int i) {
      keys.remove(i);
      values.remove(i);
    }

    void collect(List<Node> all) {
      all.add(this);
      for (Object value : values) {
        if (value instanceof Node node) {
          node.collect(all);
        }
      }
    }

    void write(StringBuilder out, DocumentDraw draw) {
      out.append('{');
      for (int i = 0; i < keys.size(); i++) {
        out.append(i == 0 ? "" : ",").append(draw.one(10) ? " " : "").append(keys.get(i));
        out.append(draw.one(10) ? " :\t" : ":");
        if (values.get(i) instanceof Node node) {
          node.write(out, draw);
        } else {
          out.append(values.get(i));
        }
      }
      out.append('}');
    }
  }
}
