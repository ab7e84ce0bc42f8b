package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.model.FieldType.Kind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How types are written in {@code model.yaml}, and which texts are values of them. */
final class FieldTypes {
  private static final Map<String, Kind> NAMED =
      Map.of(
          "string", Kind.STRING,
          "int64", Kind.INT64,
          "double", Kind.DOUBLE,
          "bool", Kind.BOOL,
          "date", Kind.DATE,
          "timestamp", Kind.TIMESTAMP,
          "json", Kind.JSON,
          "list<struct>", Kind.LIST_STRUCT);
  static final List<String> WRITTEN =
      List.of(
          "string",
          "int64",
          "decimal(p,s)",
          "double",
          "bool",
          "date",
          "timestamp",
          "json",
          "list<struct>");
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\(([0-9]{1,2}), ?([0-9]{1,2})\\)");
  private static final int MOST_DIGITS = 38;
  private static final Set<Kind> NUMBERS = Set.of(Kind.INT64, Kind.DECIMAL, Kind.DOUBLE);

  private FieldTypes() {}

  static Optional<FieldType> parse(String text) {
    if (NAMED.containsKey(text)) {
      return Optional.of(FieldType.of(NAMED.get(text)));
    }
    Matcher decimal = DECIMAL.matcher(text);
    if (decimal.matches()) {
      int precision = Integer.parseInt(decimal.group(1));
      int scale = Integer.parseInt(decimal.group(2));
      if (precision >= 1 && precision <= MOST_DIGITS && scale <= precision) {
        return Optional.of(FieldType.decimal(precision, scale));
      }
    }
    return Optional.empty();
  }

  static boolean isNumber(FieldType type) {
    return NUMBERS.contains(type.kind());
  }

  static boolean isTime(FieldType type) {
    return type.kind() == Kind.DATE || type.kind() == Kind.TIMESTAMP;
  }

  /** Whether values of it have an order and can name something: all but nested ones. */
  static boolean isPlain(FieldType type) {
    return type.kind() != Kind.JSON && type.kind() != Kind.LIST_STRUCT;
  }

  static boolean areComparable(FieldType a, FieldType b) {
    return isPlain(a) && isPlain(b) && (a.kind() == b.kind() || (isNumber(a) && isNumber(b)));
  }

  /** Whether a literal of a condition, or an allowed value, is one of this type. */
  static boolean fits(FieldType type, String literal) {
    try {
      switch (type.kind()) {
        case STRING -> {}
        case INT64 -> new BigDecimal(literal).longValueExact();
        case DECIMAL, DOUBLE -> new BigDecimal(literal);
        case BOOL -> {
          return literal.equals("true") || literal.equals("false");
        }
        case DATE -> LocalDate.parse(literal);
        case TIMESTAMP -> OffsetDateTime.parse(literal);
        case JSON, LIST_STRUCT -> {
          return false;
        }
      }
      return true;
    } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
      return false;
    }
  }

  /** What a literal of this type looks like. */
  static String example(FieldType type) {
    return switch (type.kind()) {
      case STRING -> "'text'";
      case INT64 -> "12";
      case DECIMAL, DOUBLE -> "12.34";
      case BOOL -> "true";
      case DATE -> "'2026-02-03'";
      case TIMESTAMP -> "'2026-02-03T10:15:00Z'";
      case JSON, LIST_STRUCT -> "IS NULL or IS NOT NULL";
    };
  }
}
