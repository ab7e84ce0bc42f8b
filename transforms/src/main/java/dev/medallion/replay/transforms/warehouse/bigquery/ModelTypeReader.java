package dev.medallion.replay.transforms.warehouse.bigquery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a type, from its first character to its last. */
final class ModelTypeReader {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
  private static final Pattern IN_BIGQUERY =
      Pattern.compile(ModelType.InBigQuery.PREFIX + "([A-Z][A-Z0-9_]*(?:\\(\\d+, \\d+\\))?)");
  private static final Pattern STRUCT = Pattern.compile("STRUCT\\(");
  private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([A-Za-z_]\\w*)");
  private static final Pattern SCALAR = Pattern.compile("[A-Z][A-Z0-9_]*(?: [A-Z]+)*");
  private static final Pattern LIST = Pattern.compile("\\[\\]");
  private static final Pattern SPACE = Pattern.compile("\\s*");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern END = Pattern.compile("\\)");

  private final String text;
  private int position;

  ModelTypeReader(String text) {
    this.text = text;
  }

  Optional<ModelType> read() {
    Optional<ModelType> type = type();
    return position == text.length() ? type : Optional.empty();
  }

  private Optional<ModelType> type() {
    Optional<ModelType> type = element();
    while (type.isPresent() && take(LIST).isPresent()) {
      type = Optional.of(new ModelType.ListOf(type.get()));
    }
    return type;
  }

  private Optional<ModelType> element() {
    Optional<Matcher> decimal = take(DECIMAL);
    if (decimal.isPresent()) {
      return Optional.of(
          new ModelType.Decimal(
              Integer.parseInt(decimal.get().group(1)), Integer.parseInt(decimal.get().group(2))));
    }
    if (take(STRUCT).isPresent()) {
      return members();
    }
    Optional<Matcher> inBigQuery = take(IN_BIGQUERY);
    if (inBigQuery.isPresent()) {
      return inBigQuery.map(m -> new ModelType.InBigQuery(m.group(1)));
    }
    return take(SCALAR).map(m -> new ModelType.Scalar(m.group()));
  }

  private Optional<ModelType> members() {
    List<ModelType.Member> members = new ArrayList<>();
    do {
      Optional<Matcher> name = take(NAME);
      take(SPACE);
      Optional<ModelType> type = type();
      if (name.isEmpty() || type.isEmpty()) {
        return Optional.empty();
      }
      members.add(new ModelType.Member(name(name.get()), type.get()));
    } while (take(COMMA).isPresent());
    return take(END).map(e -> new ModelType.Struct(List.copyOf(members)));
  }

  private static String name(Matcher name) {
    return name.group(1) == null ? name.group(2) : name.group(1).replace("\"\"", "\"");
  }

  private Optional<Matcher> take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    position = matcher.end();
    return Optional.of(matcher);
  }
}
