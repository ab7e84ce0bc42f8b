package dev.medallion.replay.transforms.model;

import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The date patterns of path templates: {@code yyyy}, {@code MM}, {@code dd}, {@code DDD} (day of
 * the year) and text between them. Each has a fixed width, so a path is read in one way only.
 */
final class DatePattern {
  private static final Map<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();
  private static final Pattern ALLOWED =
      Pattern.compile("(?:yyyy|uuuu|MM|dd|DDD|'[^'/]*'|[^A-Za-z'\\[\\]{}#/])+");

  private DatePattern() {}

  /** Whether the pattern is one of these and names a whole day. */
  static boolean isGood(String pattern) {
    if (!ALLOWED.matcher(pattern).matches()) {
      return false;
    }
    String letters = pattern.replaceAll("'[^']*'", "");
    boolean year = letters.contains("yyyy") || letters.contains("uuuu");
    return year && (letters.contains("DDD") || (letters.contains("MM") && letters.contains("dd")));
  }

  /** Reads strictly: a day that doesn't exist is refused. */
  static DateTimeFormatter formatter(String pattern) {
    return FORMATTERS.computeIfAbsent(
        pattern,
        p ->
            // y is the year of an era, which a strict reader wants to be told.
            DateTimeFormatter.ofPattern(p.replace('y', 'u'), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT));
  }

  /** Digits where the pattern has letters. */
  static String regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && Character.isLetter(c)) {
        regex.append("[0-9]");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
