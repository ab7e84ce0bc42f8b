package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.model.PathTemplate.Dated;
import dev.medallion.replay.transforms.model.PathTemplate.Literal;
import dev.medallion.replay.transforms.model.PathTemplate.Named;
import dev.medallion.replay.transforms.model.PathTemplate.Part;
import dev.medallion.replay.transforms.model.PathTemplate.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the text of a {@link PathTemplate}. */
final class PathTemplateParser {
  private static final String ANY_NAME = "[^/]+";
  private static final Pattern PART =
      Pattern.compile("([a-z][a-z0-9_]*)(?:([:~])(.*))?", Pattern.DOTALL);

  private final String text;
  private final List<Segment> segments = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private List<Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();

  PathTemplateParser(String text) {
    this.text = text;
  }

  PathTemplate parse() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '{') {
        int end = closing(i);
        endLiteral();
        parts.add(part(text.substring(i + 1, end)));
        i = end + 1;
      } else if (c == '}') {
        throw new IllegalArgumentException("a } without its { at position " + (i + 1));
      } else if (c == '/') {
        endSegment();
        i++;
      } else {
        literal.append(c);
        i++;
      }
    }
    endSegment();
    return new PathTemplate(text, List.copyOf(segments));
  }

  /** A regex may hold braces of its own: those come in pairs. */
  private int closing(int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("a { without its } at position " + (open + 1));
  }

  private Part part(String inner) {
    Matcher matcher = PART.matcher(inner);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "{" + inner + "} is not {name}, {name:date pattern} or {name~regex}");
    }
    String name = matcher.group(1);
    if (!names.add(name)) {
      throw new IllegalArgumentException("{" + name + "} appears twice");
    }
    boolean arrival = name.equals(PathTemplate.ARRIVAL_DATE);
    if (matcher.group(2) == null) {
      if (arrival) {
        throw new IllegalArgumentException(
            "{arrival_date} has no date pattern, e.g. {arrival_date:yyyy-MM-dd}");
      }
      return new Named(name, ANY_NAME);
    }
    String detail = matcher.group(3);
    if (matcher.group(2).equals(":")) {
      return dated(name, detail);
    }
    if (arrival) {
      throw new IllegalArgumentException(
          "{arrival_date} has a regex in place of a date pattern, e.g. {arrival_date:yyyy-MM-dd}");
    }
    return named(name, detail);
  }

  private static Part dated(String name, String pattern) {
    if (!DatePattern.isGood(pattern)) {
      throw new IllegalArgumentException(
          "{"
              + name
              + ":"
              + pattern
              + "} is not a date pattern of a whole day: use yyyy, MM, dd, DDD and characters that"
              + " are not letters");
    }
    return new Dated(name, pattern);
  }

  private static Part named(String name, String regex) {
    int groups;
    try {
      groups = Pattern.compile(regex).matcher("").groupCount();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "{" + name + "~" + regex + "} has a bad regex: " + e.getDescription(), e);
    }
    if (groups > 0) {
      throw new IllegalArgumentException(
          "{" + name + "~" + regex + "} has a regex with a group: write (?:...) instead of (...)");
    }
    // A path is cut at its slashes first, so a regex can't reach over one.
    return new Named(name, regex);
  }

  private void endLiteral() {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private void endSegment() {
    endLiteral();
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "it has an empty segment: a path starts and ends without /, and has no // in it");
    }
    if (parts.size() == 1
        && parts.get(0) instanceof Literal only
        && (only.text().equals(".") || only.text().equals(".."))) {
      throw new IllegalArgumentException("it has a segment " + only.text());
    }
    segments.add(new Segment(List.copyOf(parts)));
    parts = new ArrayList<>();
  }
}
