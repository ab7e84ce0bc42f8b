package dev.medallion.replay.transforms.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a type, from its first character to its last. */
final class DuckDbTypeReader {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
  private static final Pattern STRUCT = Pattern.compile("STRUCT\\(");
  private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([A-Za-z_]\\w*)");
  private static final Pattern SCALAR =
      Pattern.compile("[A-Z][A-Z0-9_]*(?: [A-Z][A-Z0-9_]*)*(?:\\(\\d+, \\d+\\))?");
  private static final Pattern LIST = Pattern.compile("\\[\\]");
  private static final Pattern SPACE = Pattern.compile("\\s*");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern END = Pattern.compile("\\)");

  private final String text;
  private int position;

  DuckDbTypeReader(String text) {
    this.text = text;
  }

  Optional<DuckDbType> read() {
    Optional<DuckDbType> type = type();
    return position == text.length() ? type : Optional.empty();
  }

  private Optional<DuckDbType> type() {
    Optional<DuckDbType> type = element();
    while (type.isPresent() && take(LIST).isPresent()) {
      type = Optional.of(new DuckDbType.ListOf(type.get()));
    }
    return type;
  }

  private Optional<DuckDbType> element() {
    Optional<Matcher> decimal = take(DECIMAL);
    if (decimal.isPresent()) {
      return Optional.of(
          new DuckDbType.Decimal(
              Integer.parseInt(decimal.get().group(1)), Integer.parseInt(decimal.get().group(2))));
    }
    if (take(STRUCT).isPresent()) {
      return members();
    }
    return take(SCALAR).map(m -> new DuckDbType.Scalar(m.group()));
  }

  private Optional<DuckDbType> members() {
    List<DuckDbType.Member> members = new ArrayList<>();
    do {
      Optional<Matcher> name = take(NAME);
      take(SPACE);
      Optional<DuckDbType> type = type();
      if (name.isEmpty() || type.isEmpty()) {
        return Optional.empty();
      }
      members.add(new DuckDbType.Member(name(name.get()), type.get()));
    } while (take(COMMA).isPresent());
    return take(END).map(e -> new DuckDbType.Struct(List.copyOf(members)));
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
