package dev.medallion.replay.transforms.objects;

import dev.medallion.replay.transforms.model.PathTemplate.Dated;
import dev.medallion.replay.transforms.model.PathTemplate.Literal;
import dev.medallion.replay.transforms.model.PathTemplate.Named;
import dev.medallion.replay.transforms.model.PathTemplate.Part;
import dev.medallion.replay.transforms.model.PathTemplate.Segment;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One segment of a path template: written for a day, or matched against a name. */
final class SegmentMatcher {
  /** The date part that bounds a listing. */
  static final String ARRIVAL_DATE = "arrival_date";

  private final List<Part> parts;
  private final Pattern pattern;
  private final List<Part> groups = new ArrayList<>();

  /** Text of the date's pieces so far; a date may be spread over segments. */
  record Captured(Map<String, String> columns, Map<String, String> patterns) {}

  SegmentMatcher(Segment segment) {
    this.parts = segment.parts();
    StringBuilder regex = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        regex.append(Pattern.quote(literal.text()));
      } else {
        groups.add(part);
        regex.append("(?<g").append(groups.size()).append('>').append(regexOf(part)).append(')');
      }
    }
    this.pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String regexOf(Part part) {
    return part instanceof Named named ? named.regex() : digits(((Dated) part).pattern());
  }

  /** {@code yyyy-MM-dd} as digits and what stands between them. */
  private static String digits(String datePattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : datePattern.toCharArray()) {
      if (Character.isLetter(c)) {
        regex.append("[0-9]");
      } else if (c != '\'') {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  /**
   * The one name that this segment has, if a day and fixed values make it so: then nothing needs to
   * be listed.
   */
  Optional<String> nameFor(Optional<LocalDate> day, Map<String, Set<String>> only) {
    StringBuilder name = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        name.append(literal.text());
      } else if (part instanceof Dated dated && dated.name().equals(ARRIVAL_DATE)) {
        if (day.isEmpty()) {
          return Optional.empty();
        }
        name.append(formatter(dated.pattern()).format(day.get()));
      } else if (part instanceof Named named
          && only.containsKey(named.name())
          && only.get(named.name()).size() == 1) {
        name.append(only.get(named.name()).iterator().next());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(name.toString());
  }

  /** What a name adds to what was captured before; empty where it does not match. */
  Optional<Captured> match(String name, Captured before, Map<String, Set<String>> only) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> columns = new java.util.TreeMap<>(before.columns());
    Map<String, String> patterns = new java.util.TreeMap<>(before.patterns());
    for (int i = 0; i < groups.size(); i++) {
      String text = matcher.group("g" + (i + 1));
      if (groups.get(i) instanceof Named named) {
        Set<String> wanted = only.get(named.name());
        String earlier = columns.put(named.name(), text);
        if ((wanted != null && !wanted.contains(text))
            || (earlier != null && !earlier.equals(text))) {
          return Optional.empty();
        }
      } else {
        Dated dated = (Dated) groups.get(i);
        columns.merge(dated.name(), text, (a, b) -> a + "/" + b);
        patterns.merge(dated.name(), dated.pattern(), (a, b) -> a + "/" + b);
      }
    }
    return Optional.of(new Captured(columns, patterns));
  }

  /** The date that a dated part's pieces write; empty where no such day exists. */
  static Optional<LocalDate> date(Captured captured, String name) {
    try {
      return Optional.of(
          LocalDate.parse(captured.columns().get(name), formatter(captured.patterns().get(name))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter formatter(String datePattern) {
    // Strict dates know years without an era only as u.
    return DateTimeFormatter.ofPattern(datePattern.replace('y', 'u'), Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
