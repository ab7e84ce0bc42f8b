package dev.medallion.replay.pipelines.modeltest;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.model.cases.ExpectedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares the rows of a table with the expected ones, in any order. */
final class RowDifferences {
  private static final int SHOWN = 10;

  private RowDifferences() {}

  /** What differs, a line each; none where nothing does. */
  static List<String> of(String table, ExpectedRows expected, List<List<Optional<String>>> found) {
    List<List<Optional<String>>> missing = new ArrayList<>(expected.rows());
    List<List<Optional<String>>> unexpected = new ArrayList<>();
    for (List<Optional<String>> row : found) {
      if (!missing.remove(row)) {
        unexpected.add(row);
      }
    }
    if (missing.isEmpty() && unexpected.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        Text.format("%s: missing %d, not expected %d", table, missing.size(), unexpected.size()));
    add(lines, "  - ", expected.columns(), missing);
    add(lines, "  + ", expected.columns(), unexpected);
    return lines;
  }

  /**
   * Compares the number of rows with the expected one, where no columns are named: if there are too
   * many, or none was expected, the rows are shown whole.
   */
  static List<String> ofCount(
      String table, int expected, List<String> columns, List<List<Optional<String>>> found) {
    if (found.size() == expected) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(Text.format("%s: %d rows expected, %d found", table, expected, found.size()));
    add(lines, "  + ", columns, found);
    return lines;
  }

  private static void add(
      List<String> lines, String sign, List<String> columns, List<List<Optional<String>>> rows) {
    rows.stream().limit(SHOWN).forEach(row -> lines.add(sign + text(columns, row)));
    if (rows.size() > SHOWN) {
      lines.add(sign + Text.format("and %d more", rows.size() - SHOWN));
    }
  }

  private static String text(List<String> columns, List<Optional<String>> row) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i) + "=" + row.get(i).map(v -> quoted(v)).orElse("null"))
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String value) {
    return value.isEmpty() || value.contains(" ") || value.equals("null")
        ? '"' + value + '"'
        : value;
  }
}
