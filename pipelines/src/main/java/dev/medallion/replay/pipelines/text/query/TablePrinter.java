package dev.medallion.replay.pipelines.text.query;

import dev.medallion.replay.transforms.run.receipt.TextTable;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import java.io.PrintStream;
import java.util.Locale;

/** Aligned columns; says how many rows there are, and how many more. */
final class TablePrinter implements QueryPrinter {
  private final PrintStream out;

  TablePrinter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void print(QueryResult result) {
    TextTable table =
        new TextTable(
            result.columns().stream()
                .map(c -> (ColumnKind.of(c) == ColumnKind.NUMBER ? ">" : "") + c.name())
                .toArray(String[]::new));
    result
        .rows()
        .forEach(r -> table.row(r.stream().map(v -> v.orElse("NULL")).toArray(String[]::new)));
    out.print(table.text());
    out.println(count(result));
  }

  private static String count(QueryResult result) {
    int shown = result.rows().size();
    return result.more() == 0
        ? String.format(Locale.ROOT, shown == 1 ? "(%,d row)" : "(%,d rows)", shown)
        : String.format(
            Locale.ROOT, "(%,d rows, %,d more: --limit=0 prints all)", shown, result.more());
  }
}
