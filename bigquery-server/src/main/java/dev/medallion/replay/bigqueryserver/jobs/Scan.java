package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.schema.SizeSql;
import dev.medallion.replay.bigqueryserver.sql.GoogleSql;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How many bytes a query reads: those of the columns that its text names, over all partitions.
 *
 * <p>The service leaves out partitions that a condition excludes; this server does not.
 */
final class Scan {
  private Scan() {}

  static long bytes(Catalog catalog, List<Table> tables, String text) {
    Set<String> words = GoogleSql.words(text);
    long bytes = 0;
    for (Table table : tables) {
      String size =
          SizeSql.of(
              table.schema().fields().stream()
                  .filter(
                      f ->
                          (words.contains("*") && !words.contains("COUNT"))
                              || words.contains(f.name().toUpperCase(Locale.ROOT)))
                  .toList());
      bytes += catalog.session().number("SELECT sum(" + size + ") FROM " + table.rows());
    }
    return bytes;
  }
}
