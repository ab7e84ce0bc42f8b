package dev.medallion.replay.transforms.flow.decode.documents;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.decode.documents.JsonText.Arr;
import dev.medallion.replay.transforms.flow.decode.documents.JsonText.Num;
import dev.medallion.replay.transforms.flow.decode.documents.JsonText.Obj;
import dev.medallion.replay.transforms.flow.decode.documents.JsonText.Str;
import dev.medallion.replay.transforms.flow.decode.documents.JsonText.Value;
import dev.medallion.replay.transforms.flow.decode.documents.JsonText.Word;
import dev.medallion.replay.transforms.flow.decode.documents.PlainTimes.Bad;
import dev.medallion.replay.transforms.model.DecimalMark;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType.Kind;
import dev.medallion.replay.transforms.model.TimeFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A field's value by the rules of the model reference, written as text: a number in plain digits, a
 * date as days and a timestamp as microseconds since 1970, a double as Java writes it, JSON without
 * white space. A list is a {@code List<List<Object>>}.
 */
final class PlainValues {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern COMMA = Pattern.compile("-?(\\d+|\\d{1,3}(\\.\\d{3})+)(,\\d+)?");
  private static final int LARGEST_EXPONENT = 400;

  private PlainValues() {}

  /** The value of a path: the first candidate that is there and not null. */
  static Optional<Value> find(Obj record, Field field) {
    for (com.fasterxml.jackson.core.JsonPointer path : field.paths()) {
      Optional<Value> found = at(record, List.of(path.toString().substring(1).split("/", -1)));
      if (found.isPresent() && !isNull(found.get()) && !isBlank(found.get(), field)) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean isBlank(Value value, Field field) {
    return value instanceof Str string
        && ((field.emptyAsNull() && string.text().isBlank())
            || (field.normalized() && normal(string.text()).isEmpty()));
  }

  private static String normal(String text) {
    return text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(java.util.Locale.ROOT);
  }

  private static boolean isNull(Value value) {
    return value instanceof Word word && word.source().equals("null");
  }

  private static Optional<Value> at(Value value, List<String> path) {
    if (path.isEmpty()) {
      return Optional.of(value);
    }
    List<String> rest = path.subList(1, path.size());
    if (value instanceof Obj object) {
      return object.members().stream()
          .filter(m -> m.key().equals(path.get(0)))
          .findFirst()
          .flatMap(m -> at(m.value(), rest));
    }
    if (value instanceof Arr array && path.get(0).matches("\\d+")) {
      int index = Integer.parseInt(path.get(0));
      return index < array.items().size() ? at(array.items().get(index), rest) : Optional.empty();
    }
    return Optional.empty();
  }

  /** A text, a list, a {@link Bad}, or null. */
  static Object of(Obj record, Field field) {
    Optional<Value> found = find(record, field);
    if (found.isPresent()) {
      return checked(of(found.get(), field), field);
    }
    return field.defaultValue().map(d -> checked(ofDefault(d, field), field)).orElse(null);
  }

  private static Object ofDefault(String text, Field field) {
    Kind kind = field.type().kind();
    boolean quoted = kind == Kind.STRING || kind == Kind.DATE || kind == Kind.TIMESTAMP;
    return of(
        quoted ? new Str("", text) : kind == Kind.BOOL ? new Word(text) : new Num(text), field);
  }

  private static Object of(Value value, Field field) {
    Kind kind = field.type().kind();
    if (kind == Kind.JSON) {
      return json(value);
    }
    if (kind == Kind.LIST_STRUCT) {
      return value instanceof Arr array ? list(array, field) : new Bad(Code.BAD_TYPE);
    }
    if (value instanceof Obj || value instanceof Arr) {
      return new Bad(Code.BAD_TYPE);
    }
    String text = value instanceof Str string ? string.text() : value.source();
    boolean number = value instanceof Num;
    boolean own =
        switch (kind) {
          case STRING -> value instanceof Str;
          case INT64 -> value instanceof Num num && num.whole();
          case DECIMAL, DOUBLE ->
              number || (value instanceof Str && field.decimalMark() != DecimalMark.POINT);
          case BOOL -> value instanceof Word;
          default -> value instanceof Str ? takesText(field) : number && epoch(field).isPresent();
        };
    if (!own && !field.coerce()) {
      return new Bad(Code.BAD_TYPE);
    }
    return switch (kind) {
      case STRING ->
          field.normalized() ? normal(text) : isText(text) ? text : new Bad(Code.BAD_TYPE);
      case BOOL -> text.equals("true") || text.equals("false") ? text : new Bad(Code.BAD_TYPE);
      case DATE, TIMESTAMP -> moment(value, text, field);
      default -> number(value instanceof Str ? point(text, field.decimalMark()) : text, field);
    };
  }

  private static boolean takesText(Field field) {
    return field.formats().stream()
        .anyMatch(f -> f.kind() == TimeFormat.Kind.ISO8601 || f.kind() == TimeFormat.Kind.PATTERN);
  }

  private static Optional<TimeFormat.Kind> epoch(Field field) {
    return field.formats().stream()
        .map(TimeFormat::kind)
        .filter(k -> k == TimeFormat.Kind.EPOCH_SECONDS || k == TimeFormat.Kind.EPOCH_MILLIS)
        .findFirst();
  }

  private static Object moment(Value value, String text, Field field) {
    boolean date = field.type().kind() == Kind.DATE;
    Object read = new Bad(Code.BAD_TYPE);
    if (value instanceof Str) {
      read = PlainTimes.ofText(text, field.formats(), date);
      if (!(read instanceof Bad) || !NUMBER.matcher(text).matches()) {
        return read instanceof Bad ? read : read.toString();
      }
    }
    if (epoch(field).isEmpty() || !NUMBER.matcher(text).matches()) {
      return read;
    }
    if (absurd(text)) {
      return zero(text) ? "0" : new Bad(Code.OUT_OF_RANGE);
    }
    Object moment = PlainTimes.ofNumber(new BigDecimal(text), epoch(field).get());
    return moment instanceof Bad ? moment : moment.toString();
  }

  private static String point(String text, DecimalMark mark) {
    if (mark == DecimalMark.POINT) {
      return text;
    }
    return mark == DecimalMark.COMMA
        ? comma(text)
        : either(text.replaceAll("^\\p{Zs}+|\\p{Zs}+$", "").replaceFirst("^\\+(?=\\d)", ""));
  }

  private static String either(String text) {
    return !text.contains(",") && text.matches("-?\\d+(\\.\\d+)?")
        ? text.replaceFirst("^(-?)0+(?=\\d)", "$1")
        : comma(text);
  }

  private static String comma(String text) {
    return COMMA.matcher(text).matches()
        ? text.replace(".", "").replace(',', '.').replaceFirst("^(-?)0+(?=\\d)", "$1")
        : "no number";
  }

  private static Object number(String text, Field field) {
    if (!NUMBER.matcher(text).matches()) {
      return new Bad(Code.BAD_TYPE);
    }
    if (field.type().kind() == Kind.DOUBLE) {
      double number = Double.parseDouble(text);
      String written = Double.toString(number).replaceFirst("^-0\\.0$", "0.0");
      return Double.isInfinite(number) ? new Bad(Code.OUT_OF_RANGE) : written;
    }
    boolean whole = field.type().kind() == Kind.INT64;
    if (absurd(text)) {
      return zero(text)
          ? BigDecimal.ZERO.setScale(field.type().scale()).toPlainString()
          : new Bad(Code.OUT_OF_RANGE);
    }
    BigDecimal exact = new BigDecimal(text);
    BigDecimal cut = exact.setScale(field.type().scale(), RoundingMode.DOWN);
    if (cut.compareTo(exact) != 0) {
      return new Bad(whole ? Code.BAD_TYPE : Code.OUT_OF_RANGE);
    }
    BigDecimal limit =
        whole
            ? (cut.signum() < 0
                ? BigDecimal.valueOf(Long.MIN_VALUE)
                : BigDecimal.valueOf(Long.MAX_VALUE))
            : BigDecimal.ONE
                .scaleByPowerOfTen(field.type().precision() - field.type().scale())
                .subtract(BigDecimal.ONE.scaleByPowerOfTen(-field.type().scale()));
    return cut.abs().compareTo(limit.abs()) > 0 ? new Bad(Code.OUT_OF_RANGE) : cut.toPlainString();
  }

  private static boolean absurd(String number) {
    int e = number.toLowerCase(java.util.Locale.ROOT).indexOf('e');
    return e >= 0
        && new BigDecimal(number.substring(e + 1))
                .abs()
                .compareTo(BigDecimal.valueOf(LARGEST_EXPONENT))
            > 0;
  }

  private static boolean zero(String number) {
    return number.split("[eE]", -1)[0].matches("-?0(\\.0+)?");
  }

  private static Object checked(Object value, Field field) {
    if (value == null || value instanceof Bad) {
      return value;
    }
    if (field.min().isPresent() || field.max().isPresent()) {
      BigDecimal number =
          field.type().kind() == Kind.DOUBLE
              ? new BigDecimal(Double.parseDouble((String) value))
              : new BigDecimal((String) value);
      if (field.min().filter(m -> number.compareTo(m) < 0).isPresent()
          || field.max().filter(m -> number.compareTo(m) > 0).isPresent()) {
        return new Bad(Code.OUT_OF_RANGE);
      }
    }
    if (!field.allowed().isEmpty() && !field.allowed().contains(value)) {
      return new Bad(Code.NOT_ALLOWED);
    }
    if (field.pattern().filter(p -> !((String) value).matches(p.pattern())).isPresent()) {
      return new Bad(Code.NOT_ALLOWED);
    }
    return value;
  }

  /** Elements as lists of their children's values; the first bad child of the first bad element. */
  private static Object list(Arr array, Field field) {
    List<List<Object>> rows = new ArrayList<>();
    for (Value item : array.items()) {
      if (!(item instanceof Obj element)) {
        return new Bad(Code.BAD_TYPE);
      }
      List<Object> row = new ArrayList<>();
      for (Field child : field.children()) {
        Object value = of(element, child);
        if (value instanceof Bad) {
          return value;
        }
        if (value == null && child.required()) {
          return new Bad(Code.MISSING_FIELD);
        }
        row.add(value);
      }
      rows.add(row);
    }
    return rows;
  }

  private static Object json(Value value) {
    StringBuilder compact = new StringBuilder();
    return write(value, compact) ? compact.toString() : new Bad(Code.BAD_TYPE);
  }

  /** As it is written, without white space; false where a text in it is none. */
  private static boolean write(Value value, StringBuilder out) {
    boolean good = true;
    if (value instanceof Obj object) {
      out.append('{');
      for (JsonText.Member member : object.members()) {
        if (out.charAt(out.length() - 1) != '{') {
          out.append(',');
        }
        out.append(member.written()).append(':');
        good &= isText(member.key()) && write(member.value(), out);
      }
      out.append('}');
    } else if (value instanceof Arr array) {
      out.append('[');
      for (int i = 0; i < array.items().size(); i++) {
        out.append(i == 0 ? "" : ",");
        good &= write(array.items().get(i), out);
      }
      out.append(']');
    } else {
      out.append(value.source());
      good = !(value instanceof Str string) || isText(string.text());
    }
    return good;
  }

  private static boolean isText(String text) {
    return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
