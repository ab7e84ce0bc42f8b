package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.model.DecimalMark;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns a number that people wrote into one as JSON writes it. {@link DecimalMark#EITHER} reads
 * what the SQL function {@code br_number} reads.
 */
final class NumberText {
  private static final Pattern COMMA =
      Pattern.compile("-?([0-9]+|[0-9]{1,3}(\\.[0-9]{3})+)(,[0-9]+)?");

  private static final Pattern PLAIN = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
  private static final Pattern GROUPED =
      Pattern.compile(
          "[+-]?([0-9]{1,3}(\\.[0-9]{3})+|[0-9]+),[0-9]+|[+-]?[0-9]{1,3}(\\.[0-9]{3}){2,}");
  private static final Pattern LEADING = Pattern.compile("^\\+?(-?)0*(?=[0-9])");

  private NumberText() {}

  /** The number with a point; empty: it is none, or nobody can tell which. */
  static Optional<String> withPoint(String text, DecimalMark mark) {
    return switch (mark) {
      case POINT -> Optional.of(text);
      case COMMA -> COMMA.matcher(text).matches() ? Optional.of(ungrouped(text)) : Optional.empty();
      case EITHER -> either(stripped(text));
    };
  }

  private static Optional<String> either(String text) {
    if (PLAIN.matcher(text).matches()) {
      return Optional.of(withoutLeading(text));
    }
    return GROUPED.matcher(text).matches() ? Optional.of(ungrouped(text)) : Optional.empty();
  }

  private static String ungrouped(String text) {
    return withoutLeading(text.replace(".", "").replace(',', '.'));
  }

  /** JSON allows neither a plus nor zeros in front. */
  private static String withoutLeading(String text) {
    return LEADING.matcher(text).replaceFirst("$1");
  }

  private static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** As DuckDB's {@code trim}: neither a tab nor the end of a line is one. */
  private static boolean isSpace(char c) {
    return Character.getType(c) == Character.SPACE_SEPARATOR;
  }
}
