package dev.medallion.replay.pipelines.text.query;

import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import java.io.PrintStream;

/** Prints rows one way. */
public interface QueryPrinter {
  void print(QueryResult result);

  /** The printer of a format. */
  static QueryPrinter of(Format format, PrintStream out) {
    return switch (format) {
      case TABLE -> new TablePrinter(out);
      case JSON -> new JsonPrinter(out);
      case CSV -> new CsvPrinter(out);
    };
  }
}
