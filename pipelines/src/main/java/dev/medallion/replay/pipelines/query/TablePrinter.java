package dev.medallion.replay.pipelines.query;

import dev.medallion.replay.transforms.receipt.TextTable;
import java.io.PrintStream;
import java.util.Locale;

/** Aligned columns; says how many rows there are, and how many more. */
final class TablePrinter implements QueryPrinter {
  private final PrintStream out;

  TablePrinter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void print(Rows rows) {
    TextTable table =
        new TextTable(
            rows.columns().stream()
                .map(c -> (c.numeric() ? ">" : "") + oneLine(c.name()))
                .toArray(String[]::new));
    rows.values()
        .forEach(
            r ->
                table.row(
                    r.stream()
                        .map(v -> v.map(TablePrinter::oneLine).orElse("NULL"))
                        .toArray(String[]::new)));
    out.print(table.text());
    out.println(count(rows));
  }

  private static String count(Rows rows) {
    int shown = rows.values().size();
    return rows.more() == 0
        ? String.format(Locale.ROOT, shown == 1 ? "(%,d row)" : "(%,d rows)", shown)
        : String.format(
            Locale.ROOT, "(%,d rows, and %,d more: --limit=0 prints all)", shown, rows.more());
  }

  /** A control character would break the table, or do something to the terminal. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "\u00b7");
  }
}
