package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import java.time.Year;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How BigQuery names one partition of a table: {@code charges$20260203}. A job that writes to a
 * table without it replaces all partitions, and the schema.
 */
final class Decorator {
  private static final Map<Grain, DateTimeFormatter> FORMATS =
      Map.of(
          Grain.DAY, format("uuuuMMdd"),
          Grain.MONTH, format("uuuuMM"),
          Grain.YEAR, format("uuuu"));

  private static final Pattern DECORATED =
      Pattern.compile("([^$]+)\\$([0-9]{4})([0-9]{2})?([0-9]{2})?");

  private Decorator() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /** The table with the decorator of a partition; the table itself where it has only one. */
  static TableId decorated(TableId table, Grain grain, String partition) {
    if (grain == Grain.NONE) {
      return table;
    }
    return TableId.of(
        table.getProject(), table.getDataset(), table.getTable() + "$" + id(grain, partition));
  }

  /** BigQuery's name of a partition. */
  static String id(Grain grain, String partition) {
    DayRange days = PhysicalGrain.days(grain, partition);
    return FORMATS.get(PhysicalGrain.of(grain)).format(days.from());
  }

  /** BigQuery's name of a partition of some grain. */
  static String id(String partition) {
    return Grain.QUARTER.isValue(partition)
        ? id(Grain.QUARTER, partition)
        : partition.replace("-", "");
  }

  /**
   * The value of the partition that a table's name is decorated with, where somebody says of which
   * partition it is: a quarter has the name of a month.
   */
  static String partition(TableId table, Predicate<String> isSaid) {
    String value = partition(table);
    return PhysicalGrain.quarter(value).filter(isSaid).orElse(value);
  }

  /** The value of the partition that a table's name is decorated with; of a quarter, its month. */
  private static String partition(TableId table) {
    Matcher matcher = DECORATED.matcher(table.getTable());
    if (!matcher.matches()) {
      return Grain.ALL;
    }
    if (matcher.group(3) == null) {
      return Year.of(Integer.parseInt(matcher.group(2))).toString();
    }
    StringBuilder value = new StringBuilder(matcher.group(2));
    for (int part = 3; part <= matcher.groupCount(); part++) {
      if (matcher.group(part) != null) {
        value.append('-').append(matcher.group(part));
      }
    }
    return value.toString();
  }

  /** The name of a table without its decorator. */
  static String name(TableId table) {
    int dollar = table.getTable().indexOf('$');
    return dollar < 0 ? table.getTable() : table.getTable().substring(0, dollar);
  }

  /**
   * Requires that a job writes to one partition and to no other. A table without partitions has no
   * such job: it would replace the table with its schema.
   *
   * @throws IllegalStateException otherwise: the job must not be sent
   */
  static void require(TableId destination, TableId table, Grain grain, String partition) {
    boolean fits =
        destination != null
            && destination.equals(decorated(table, grain, partition))
            && grain != Grain.NONE
            && destination.getTable().contains("$")
            && partition(destination, partition::equals).equals(partition);
    if (!fits) {
      throw new IllegalStateException(
          Text.format(
              "a job for partition %s of %s would write to %s; it was not sent",
              partition, table, destination));
    }
  }
}
