package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.engine.Column;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A reference table, read from CSV with a header line.
 *
 * <p>A column's type is the first of BOOLEAN, BIGINT, DECIMAL, DATE that all its values are, in
 * plain spelling ({@code true}, {@code 12}, {@code 1.50}, {@code 2026-02-03}), otherwise VARCHAR;
 * an empty value is null. The rule is ours, so no engine's guess decides it.
 *
 * @param columns in the file's order
 * @param rows a cell is empty where it is null
 */
record ReferenceTable(List<Column> columns, List<List<Optional<String>>> rows) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,18})?");

  /** What is wrong with a CSV, and in which line. */
  static final class CsvException extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    CsvException(int line, String message) {
      super(message);
      this.line = line;
    }

    int line() {
      return line;
    }
  }

  static ReferenceTable parse(String csv) throws CsvException {
    List<Line> lines = lines(csv);
    if (lines.isEmpty()) {
      throw new CsvException(1, "the file has no header line");
    }
    List<String> names = names(lines.get(0));
    List<List<Optional<String>>> rows = new ArrayList<>();
    for (Line line : lines.subList(1, lines.size())) {
      if (line.cells().size() != names.size()) {
        throw new CsvException(
            line.number(),
            "the line has "
                + line.cells().size()
                + " values, but the header has "
                + names.size()
                + " columns");
      }
      rows.add(
          line.cells().stream()
              .map(c -> c.isEmpty() ? Optional.<String>empty() : Optional.of(c))
              .toList());
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int column = i;
      columns.add(
          new Column(
              names.get(i), type(rows.stream().flatMap(r -> r.get(column).stream()).toList())));
    }
    return new ReferenceTable(List.copyOf(columns), List.copyOf(rows));
  }

  private static List<String> names(Line header) throws CsvException {
    Set<String> seen = new HashSet<>();
    for (String name : header.cells()) {
      if (!NAME.matcher(name).matches() || !seen.add(name)) {
        throw new CsvException(
            header.number(), "the header has a bad or repeated name: '" + name + "'");
      }
    }
    return header.cells();
  }

  private static String type(List<String> values) {
    if (values.isEmpty()) {
      return "VARCHAR";
    }
    if (all(values, v -> v.equals("true") || v.equals("false"))) {
      return "BOOLEAN";
    }
    if (all(values, v -> WHOLE.matcher(v).matches())) {
      return "BIGINT";
    }
    if (all(values, v -> DECIMAL.matcher(v).matches())) {
      int scale = values.stream().mapToInt(v -> new BigDecimal(v).scale()).max().orElse(0);
      return "DECIMAL(" + (18 + scale) + "," + scale + ")";
    }
    return all(values, ReferenceTable::isDate) ? "DATE" : "VARCHAR";
  }

  private static boolean all(List<String> values, Predicate<String> test) {
    return values.stream().allMatch(test);
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private record Line(int number, List<String> cells) {}

  /** As RFC 4180 has it: quotes round a value, doubled within it; lines may end in CR LF. */
  private static List<Line> lines(String csv) throws CsvException {
    List<Line> lines = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    int number = 1;
    int start = 1;
    boolean quoted = false;
    String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '\n';
      boolean end = i == text.length();
      if (quoted && end) {
        throw new CsvException(start, "a quote is not closed");
      } else if (quoted) {
        if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else if (c == '"') {
          quoted = false;
        } else {
          cell.append(c);
          number += c == '\n' ? 1 : 0;
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (c == ',' || c == '\n') {
        cells.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          boolean blank = cells.size() == 1 && cells.get(0).isEmpty();
          if (!blank) {
            lines.add(new Line(start, List.copyOf(cells)));
          }
          cells.clear();
          number++;
          start = number;
        }
      } else if (!(c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n')) {
        cell.append(c);
      }
    }
    return lines;
  }
}
