package dev.medallion.replay.pipelines.text.query;

import dev.medallion.replay.transforms.warehouse.QueryResult;
import java.io.PrintStream;
import java.util.stream.Collectors;

/** RFC 4180, with a header; NULL is nothing, an empty text is {@code ""}. */
final class CsvPrinter implements QueryPrinter {
  private final PrintStream out;

  CsvPrinter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void print(QueryResult result) {
    line(result.columns().stream().map(c -> quote(c.name())).collect(Collectors.joining(",")));
    result
        .rows()
        .forEach(
            r ->
                line(
                    r.stream()
                        .map(v -> v.map(CsvPrinter::quote).orElse(""))
                        .collect(Collectors.joining(","))));
  }

  private void line(String text) {
    out.print(text + "\r\n");
  }

  private static String quote(String text) {
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
