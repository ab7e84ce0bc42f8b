package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.warehouse.PartitionSql;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.util.Collection;
import java.util.stream.Collectors;

/** Quotes what goes into GoogleSQL. Nothing else puts a name or a text into it. */
final class GoogleSql {
  private GoogleSql() {}

  /** {@code `name`}. */
  static String identifier(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  /** {@code `project.dataset.table`}. */
  static String table(TableId table) {
    return identifier(table.getProject() + "." + table.getDataset() + "." + table.getTable());
  }

  /** {@code 'text'}. */
  static String literal(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(dev.medallion.replay.options.message.Text.format("\\x%02x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('\'').toString();
  }

  /** {@code ('a', 'b')}: what follows IN. */
  static String oneOf(Collection<String> texts) {
    return texts.stream().map(GoogleSql::literal).collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * A condition: the row belongs to one of these partitions. BigQuery reads no others for it, and
   * takes it for the filter that a table may require.
   *
   * @param row the name by which rows are called
   */
  static String in(TableRef table, Collection<String> partitions, String row) {
    if (table.grain() == Grain.NONE) {
      return partitions.isEmpty() ? "FALSE" : "TRUE";
    }
    if (partitions.isEmpty()) {
      return day(table, row) + " = DATE '0001-01-01' AND FALSE";
    }
    return PartitionSql.ranges(table.grain(), partitions).stream()
        .map(range -> between(table, range, row))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String between(TableRef table, DayRange range, String row) {
    return day(table, row)
        + " BETWEEN DATE "
        + literal(range.from().toString())
        + " AND DATE "
        + literal(range.to().toString());
  }

  /** A condition that every row meets, and that a table takes for the filter that it requires. */
  static String anyPartition(TableRef table, String row) {
    return table.grain() == Grain.NONE
        ? "TRUE"
        : "(" + day(table, row) + " >= DATE '0001-01-01' OR " + day(table, row) + " IS NULL)";
  }

  private static String day(TableRef table, String row) {
    return row + "." + identifier(table.partitionColumn());
  }
}
