package dev.medallion.replay.transforms.model;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a source's objects lie: a path of named parts, e.g. {@code
 * bronze/entity={entity}/dt={arrival_date:yyyy-MM-dd}/part-{part~[0-9]+}.jsonl}.
 *
 * <p>Paths are taken as they are, below the input root, with {@code /} between segments: quotes,
 * spaces, {@code %} and {@code #} have no meaning in them.
 *
 * @param text as the model has it
 * @param segments between the slashes
 */
public record PathTemplate(String text, List<Segment> segments) {
  /** The dated part that bounds the listing. */
  public static final String ARRIVAL_DATE = "arrival_date";

  /** A record holds no further fields, and a pattern is made once for millions of paths. */
  private static final Map<Segment, Pattern> COMPILED = new ConcurrentHashMap<>();

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static PathTemplate parse(String text) {
    return new PathTemplateParser(text).parse();
  }

  /**
   * The values of the named parts, dates written {@code 2026-02-03}; empty if this is not such a
   * path, or a date doesn't exist.
   */
  public Optional<Map<String, String>> match(String path) {
    String[] names = path.split("/", -1);
    if (names.length != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      Optional<Map<String, String>> found = segments.get(i).match(names[i]);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      values.putAll(found.get());
    }
    return Optional.of(values);
  }

  /** Whether objects of this path may lie in a folder, however deep below it. */
  public boolean isAbove(String folder) {
    String[] names = folder.split("/", -1);
    return names.length < segments.size() && begins(names);
  }

  /** Whether objects of this path lie directly in a folder. */
  public boolean isFolder(String folder) {
    String[] names = folder.split("/", -1);
    return names.length == segments.size() - 1 && begins(names);
  }

  private boolean begins(String[] names) {
    for (int i = 0; i < names.length; i++) {
      if (segments.get(i).match(names[i]).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The depth of the segment that holds the arrival date; -1: none does. */
  public int dateDepth() {
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).parts().stream().anyMatch(PathTemplate::isArrivalDate)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isArrivalDate(Part part) {
    return part.column().filter(ARRIVAL_DATE::equals).isPresent();
  }

  /**
   * The longest beginning that every path with these values has; it may end within a segment.
   *
   * @param known values of named parts, dates written {@code 2026-02-03}
   */
  public String prefix(Map<String, String> known) {
    StringBuilder prefix = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      prefix.append(i == 0 ? "" : "/");
      for (Part part : segments.get(i).parts()) {
        Optional<String> value = part.text(known);
        if (value.isEmpty()) {
          return prefix.toString();
        }
        prefix.append(value.get());
      }
    }
    return prefix.toString();
  }

  /** The named parts, dated ones too, in the path's order. */
  public List<String> columns() {
    return parts().flatMap(p -> p.column().stream()).toList();
  }

  /** Whether a named part holds dates. */
  public boolean isDate(String column) {
    return parts().anyMatch(p -> p instanceof Dated dated && dated.name().equals(column));
  }

  /** The named parts of the folders, without those of the file's name. */
  List<String> folderColumns() {
    return segments.subList(0, segments.size() - 1).stream()
        .flatMap(s -> s.parts().stream())
        .flatMap(p -> p.column().stream())
        .toList();
  }

  Stream<Part> parts() {
    return segments.stream().flatMap(s -> s.parts().stream());
  }

  /** One path segment: its parts in order. */
  public record Segment(List<Part> parts) {

    /** The values of its named parts if a name is such a segment. */
    public Optional<Map<String, String>> match(String name) {
      Matcher matcher = COMPILED.computeIfAbsent(this, Segment::compile).matcher(name);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      Map<String, String> values = new LinkedHashMap<>();
      int group = 1;
      for (Part part : parts) {
        if (part instanceof Named named) {
          values.put(named.name(), matcher.group(group++));
        } else if (part instanceof Dated dated) {
          Optional<LocalDate> date = dated.read(matcher.group(group++));
          if (date.isEmpty()) {
            return Optional.empty();
          }
          values.put(dated.name(), date.get().toString());
        }
      }
      return Optional.of(values);
    }

    /**
     * Whether a name that is no such segment lies at an arrival date all the same: it begins as the
     * segment does, up to its date.
     *
     * @param day the date; empty: any, or what is none
     */
    public boolean isBegunBy(String name, Optional<LocalDate> day) {
      int at = 0;
      for (Part part : parts) {
        if (part instanceof Literal literal && name.startsWith(literal.text(), at)) {
          at += literal.text().length();
        } else if (part instanceof Dated dated && isArrivalDate(dated)) {
          return day.isEmpty() || dated.isOrLooksLike(day.get(), name.substring(at));
        } else {
          return day.isEmpty() && !(part instanceof Literal);
        }
      }
      return false;
    }

    /** The segment's text if each of its named parts is known. */
    public Optional<String> resolve(Map<String, String> known) {
      StringBuilder text = new StringBuilder();
      for (Part part : parts) {
        Optional<String> value = part.text(known);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        text.append(value.get());
      }
      return Optional.of(text.toString());
    }

    private Pattern compile() {
      StringBuilder regex = new StringBuilder();
      for (Part part : parts) {
        regex.append(part.regexText());
      }
      return Pattern.compile(regex.toString());
    }
  }

  /** A piece of a segment. */
  public sealed interface Part {
    /** The column that it becomes; a literal becomes none. */
    Optional<String> column();

    /** Its text in a path where these values are known. */
    Optional<String> text(Map<String, String> known);

    /** Matches it; a named part is one group. */
    String regexText();
  }

  /** Text that stands as it is. */
  public record Literal(String text) implements Part {
    @Override
    public Optional<String> column() {
      return Optional.empty();
    }

    @Override
    public Optional<String> text(Map<String, String> known) {
      return Optional.of(text);
    }

    @Override
    public String regexText() {
      return Pattern.quote(text);
    }
  }

  /** {@code {name}} or {@code {name~regex}}: becomes a text column. */
  public record Named(String name, String regex) implements Part {
    @Override
    public Optional<String> column() {
      return Optional.of(name);
    }

    @Override
    public Optional<String> text(Map<String, String> known) {
      return Optional.ofNullable(known.get(name));
    }

    @Override
    public String regexText() {
      return "(" + regex + ")";
    }
  }

  /** {@code {name:pattern}}: becomes a date column; {@code arrival_date} bounds the listing. */
  public record Dated(String name, String pattern) implements Part {
    @Override
    public Optional<String> column() {
      return Optional.of(name);
    }

    @Override
    public Optional<String> text(Map<String, String> known) {
      return Optional.ofNullable(known.get(name))
          .map(date -> LocalDate.parse(date).format(DatePattern.formatter(pattern)));
    }

    @Override
    public String regexText() {
      return "(" + DatePattern.regex(pattern) + ")";
    }

    /** Whether a text begins with a day, or with digits that are no day at all. */
    boolean isOrLooksLike(LocalDate day, String text) {
      Matcher begin = Pattern.compile(regexText()).matcher(text);
      Optional<LocalDate> date = begin.lookingAt() ? read(begin.group(1)) : Optional.empty();
      return date.map(day::equals)
          .orElseGet(() -> !text.isEmpty() && Character.isDigit(text.charAt(0)));
    }

    Optional<LocalDate> read(String text) {
      try {
        return Optional.of(LocalDate.parse(text, DatePattern.formatter(pattern)));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }
}
