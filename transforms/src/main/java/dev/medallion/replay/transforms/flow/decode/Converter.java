package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.format.FieldKind;
import dev.medallion.replay.transforms.model.Alphanumeric;
import dev.medallion.replay.transforms.model.DecimalMark;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes one field's value from a scalar, exactly, or says what is wrong with it.
 *
 * <p>A number beyond what its type can hold, or with more digits after the point than the type has,
 * is OUT_OF_RANGE; so is one outside {@code min} and {@code max}. A value of another kind, or a
 * text that does not read as the type, is BAD_TYPE, unless the field is coerced and nothing is
 * lost.
 */
final class Converter {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /** Digits of an exponent or a number that no type comes near: not worth computing with. */
  private static final int ABSURD_DIGITS = 400;

  private static final int SHOWN_CHARS = 80;

  private final Field field;
  private final FieldType type;
  private final TimeConverter time;
  private final boolean bounded;
  private final boolean listed;

  /** Worked out once: it is asked of every value. */
  private final EnumSet<FieldKind> ownKinds = EnumSet.noneOf(FieldKind.class);

  Converter(Field field, Fineness fineness) {
    this.field = field;
    this.type = field.type();
    boolean temporal = is(FieldType.Kind.DATE) || is(FieldType.Kind.TIMESTAMP);
    this.time =
        temporal ? new TimeConverter(field.formats(), is(FieldType.Kind.DATE), fineness) : null;
    this.bounded = field.min().isPresent() || field.max().isPresent();
    this.listed = !field.allowed().isEmpty() || field.pattern().isPresent();
    for (FieldKind kind : FieldKind.values()) {
      if (isOwn(kind)) {
        ownKinds.add(kind);
      }
    }
  }

  /** Whether a value of this kind is of the contract's own type: anything else is drift. */
  boolean isOwnKind(FieldKind kind) {
    return ownKinds.contains(kind);
  }

  private boolean isOwn(FieldKind kind) {
    if (kind == FieldKind.UNTYPED) {
      return !is(FieldType.Kind.LIST_STRUCT);
    }
    return switch (type.kind()) {
      case STRING -> kind == FieldKind.STRING;
      case INT64 -> kind == FieldKind.INTEGER;
      case DECIMAL, DOUBLE ->
          kind == FieldKind.INTEGER
              || kind == FieldKind.FRACTION
              || (field.decimalMark() != DecimalMark.POINT && kind == FieldKind.STRING);
      case BOOL -> kind == FieldKind.BOOLEAN;
      case DATE, TIMESTAMP ->
          (kind == FieldKind.STRING && time.takesText())
              || ((kind == FieldKind.INTEGER || kind == FieldKind.FRACTION) && time.takesNumbers());
      case JSON -> true;
      case LIST_STRUCT -> kind == FieldKind.ARRAY;
    };
  }

  /** Whether a text counts as no value. */
  boolean isAbsent(String text) {
    return (field.emptyAsNull() && text.isBlank())
        || (field.normalized() && Alphanumeric.of(text).isEmpty());
  }

  /** The value, or an {@link Issue}. */
  Object convert(Scalar value) {
    if (!isOwnKind(value.kind()) && (!field.coerce() || !value.kind().isScalar())) {
      return badKind(value);
    }
    Object converted = converted(value);
    return converted instanceof Issue issue ? described(issue, value) : checked(converted, value);
  }

  /** Whether {@link #convertWhole} may be used. */
  boolean takesLongs() {
    return is(FieldType.Kind.INT64) || is(FieldType.Kind.TIMESTAMP);
  }

  /** As {@link #convert}, of a whole number that fits a long. */
  Object convertWhole(long number) {
    if (is(FieldType.Kind.INT64) && !bounded && !listed) {
      return number;
    }
    if (is(FieldType.Kind.TIMESTAMP) && time.takesNumbers() && !bounded && !listed) {
      Object value = time.ofWhole(number);
      if (!(value instanceof Issue)) {
        return value;
      }
    }
    return convert(new Scalar(FieldKind.INTEGER, Long.toString(number)));
  }

  /** The value that stands in for an absent one. */
  Optional<Object> defaultValue() {
    return field.defaultValue().map(this::defaultOf);
  }

  private Object defaultOf(String text) {
    boolean number =
        is(FieldType.Kind.INT64)
            || is(FieldType.Kind.DOUBLE)
            || (is(FieldType.Kind.DECIMAL) && field.decimalMark() == DecimalMark.POINT)
            || (time != null && time.startsWithNumber());
    FieldKind kind =
        is(FieldType.Kind.BOOL)
            ? FieldKind.BOOLEAN
            : number
                ? (WHOLE.matcher(text).matches() ? FieldKind.INTEGER : FieldKind.FRACTION)
                : FieldKind.STRING;
    Object value =
        is(FieldType.Kind.JSON) || is(FieldType.Kind.LIST_STRUCT)
            ? text
            : convert(new Scalar(kind, text));
    if (value instanceof Issue issue) {
      throw new IllegalArgumentException(
          "the default of field " + field.name() + " is not valid: " + issue.message());
    }
    return value;
  }

  private Object converted(Scalar value) {
    String text = value.text();
    return switch (type.kind()) {
      case STRING -> field.normalized() ? Alphanumeric.of(text) : text(text);
      case INT64 -> int64(text);
      case DECIMAL -> decimal(value);
      case DOUBLE -> real(value);
      case BOOL ->
          text.equals("true")
              ? (Object) true
              : text.equals("false")
                  ? (Object) false
                  : new Issue(Code.BAD_TYPE, "is neither true nor false");
      case DATE, TIMESTAMP -> moment(value);
      case JSON, LIST_STRUCT -> text;
    };
  }

  private static Object text(String text) {
    return Surrogates.hasLone(text)
        ? new Issue(Code.BAD_TYPE, "contains half of a surrogate pair, which is not text")
        : text;
  }

  private static Object int64(String text) {
    if (WHOLE.matcher(text).matches() && text.length() < 19) {
      return Long.parseLong(text);
    }
    Object number = exact(text);
    if (!(number instanceof BigDecimal decimal)) {
      return number;
    }
    try {
      BigInteger whole = decimal.toBigIntegerExact();
      return whole.bitLength() < 64
          ? (Object) whole.longValueExact()
          : new Issue(Code.OUT_OF_RANGE, "does not fit 64 bits");
    } catch (ArithmeticException e) {
      return new Issue(Code.BAD_TYPE, "is not a whole number");
    }
  }

  private Object decimal(Scalar value) {
    if (value.kind() == FieldKind.FRACTION || value.kind() == FieldKind.INTEGER) {
      long unscaled = PlainDecimal.unscaled(value.text(), type.precision(), type.scale());
      if (unscaled != PlainDecimal.OTHER) {
        return BigDecimal.valueOf(unscaled, type.scale());
      }
    }
    Object number = exact(plain(value));
    if (!(number instanceof BigDecimal decimal)) {
      return number;
    }
    BigDecimal stripped = decimal.stripTrailingZeros();
    if (stripped.scale() > type.scale()) {
      return new Issue(
          Code.OUT_OF_RANGE, "has more than " + type.scale() + " digits after the point");
    }
    BigDecimal scaled = stripped.setScale(type.scale());
    return scaled.precision() > type.precision()
        ? new Issue(Code.OUT_OF_RANGE, "does not fit " + type.sql())
        : scaled;
  }

  private Object real(Scalar value) {
    String text = plain(value);
    if (!NUMBER.matcher(text).matches()) {
      return notANumber();
    }
    double number = Double.parseDouble(text);
    return Double.isInfinite(number)
        ? new Issue(Code.OUT_OF_RANGE, "is larger than a double holds")
        : (Object) (number == 0 ? 0.0 : number);
  }

  private String plain(Scalar value) {
    return value.kind().isText()
        ? NumberText.withPoint(value.text(), field.decimalMark()).orElse("")
        : value.text();
  }

  private Object moment(Scalar value) {
    if (value.kind().isText()) {
      Object read =
          time.takesText()
              ? time.ofText(value.text())
              : new Issue(Code.BAD_TYPE, "is not written in a format of the contract");
      boolean digits = time.takesNumbers() && (field.coerce() || value.kind() == FieldKind.UNTYPED);
      if (!(read instanceof Issue) || !digits || !NUMBER.matcher(value.text()).matches()) {
        return read;
      }
    } else if (!time.takesNumbers() || value.kind() == FieldKind.BOOLEAN) {
      return new Issue(Code.BAD_TYPE, "is a " + value.kind().label() + ", not a time");
    }
    Object number = exact(value.text());
    return number instanceof BigDecimal decimal ? time.ofNumber(decimal) : number;
  }

  /** The number that a text writes in JSON's way, as a BigDecimal, or an {@link Issue}. */
  private static Object exact(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return notANumber();
    }
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    boolean absurd =
        e >= 0 && (text.length() - e > 6 || Math.abs(exponent(text, e)) > ABSURD_DIGITS);
    if (absurd) {
      return text.substring(0, e).matches("-?0(\\.0+)?")
          ? (Object) BigDecimal.ZERO
          : new Issue(Code.OUT_OF_RANGE, "has an exponent of more than " + ABSURD_DIGITS);
    }
    return new BigDecimal(text);
  }

  private static int exponent(String text, int e) {
    return Integer.parseInt(text.substring(text.charAt(e + 1) == '+' ? e + 2 : e + 1));
  }

  private static Issue notANumber() {
    return new Issue(Code.BAD_TYPE, "does not read as a number");
  }

  /** A converted value against what the contract allows. */
  private Object checked(Object value, Scalar source) {
    if (bounded && outOfBounds(value)) {
      return described(
          new Issue(
              Code.OUT_OF_RANGE,
              "is not within "
                  + field.min().map(BigDecimal::toPlainString).orElse("-∞")
                  + " and "
                  + field.max().map(BigDecimal::toPlainString).orElse("∞")),
          source);
    }
    if (listed) {
      String text =
          value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
      if (!field.allowed().isEmpty() && !field.allowed().contains(text)) {
        return described(new Issue(Code.NOT_ALLOWED, "is not among the values allowed"), source);
      }
      if (field.pattern().isPresent() && !matches(field.pattern().get(), text)) {
        return described(
            new Issue(
                Code.NOT_ALLOWED, "does not match the pattern " + field.pattern().get().pattern()),
            source);
      }
    }
    return value;
  }

  private static boolean matches(Pattern pattern, String text) {
    try {
      return pattern.matcher(text).matches();
    } catch (StackOverflowError e) {
      // The JDK's matcher recurses over long texts: such a text is none that a contract names.
      return false;
    }
  }

  private boolean outOfBounds(Object value) {
    BigDecimal number =
        value instanceof Long whole
            ? BigDecimal.valueOf(whole)
            : value instanceof Double real
                ? new BigDecimal(real)
                : value instanceof BigDecimal decimal ? decimal : null;
    return number != null
        && ((field.min().isPresent() && number.compareTo(field.min().get()) < 0)
            || (field.max().isPresent() && number.compareTo(field.max().get()) > 0));
  }

  private Issue badKind(Scalar value) {
    return described(
        new Issue(
            Code.BAD_TYPE,
            "is " + article(value.kind().label()) + ", but the contract has " + typeName()),
        value);
  }

  private static String article(String noun) {
    return (noun.startsWith("o") || noun.startsWith("a") ? "an " : "a ") + noun;
  }

  private Issue described(Issue issue, Scalar value) {
    boolean shown = !field.pii() && value.kind().isScalar();
    return new Issue(
        issue.code(),
        shown
            ? field.name() + " " + issue.message() + ": " + cut(value.text())
            : field.name() + " " + issue.message());
  }

  /** A value as a message may show it. */
  static String cut(String text) {
    String one = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    return one.codePointCount(0, one.length()) <= SHOWN_CHARS
        ? one
        : one.substring(0, one.offsetByCodePoints(0, SHOWN_CHARS)) + "…";
  }

  /** As the model writes it. */
  String typeName() {
    return switch (type.kind()) {
      case DECIMAL -> "decimal(" + type.precision() + "," + type.scale() + ")";
      case LIST_STRUCT -> "list<struct>";
      default -> type.kind().name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private boolean is(FieldType.Kind kind) {
    return type.kind() == kind;
  }
}
