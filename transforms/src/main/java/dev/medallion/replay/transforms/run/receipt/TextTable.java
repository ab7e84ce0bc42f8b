package dev.medallion.replay.transforms.run.receipt;

import dev.medallion.replay.options.message.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows with aligned columns: text to the left, numbers to the right. */
public final class TextTable {
  private final List<String> header;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param columns the header; a name that begins with {@code >} is a column of numbers
   */
  public TextTable(String... columns) {
    this.header =
        List.of(columns).stream()
            .map(c -> c.startsWith(">") ? c.substring(1) : c)
            .map(Shown::line)
            .toList();
    this.right = List.of(columns).stream().map(c -> c.startsWith(">")).toList();
  }

  /** Adds a row of as many cells as the header has. */
  public void row(String... cells) {
    rows.add(Stream.of(cells).map(Shown::line).toList());
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table, each line indented by two spaces and ended. */
  public String text() {
    List<List<String>> all = new ArrayList<>(rows);
    all.add(0, header);
    StringBuilder text = new StringBuilder();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder(" ");
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width =
            all.stream()
                .mapToInt(r -> r.get(column).codePointCount(0, r.get(column).length()))
                .max()
                .orElse(0);
        String cell = row.get(i);
        String space = " ".repeat(width - cell.codePointCount(0, cell.length()));
        line.append(i == 0 ? " " : "  ").append(right.get(i) ? space + cell : cell + space);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
