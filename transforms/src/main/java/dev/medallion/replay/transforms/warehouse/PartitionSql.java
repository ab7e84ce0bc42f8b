package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.Sql;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** SQL that says which partition a row belongs to. */
public final class PartitionSql {
  private PartitionSql() {}

  /** An expression: the row's partition as {@link Grain} writes it, null where it has none. */
  public static String value(TableRef table) {
    return table.grain() == Grain.NONE
        ? Sql.literal(Grain.ALL)
        : GrainSql.value(table.grain(), day(table));
  }

  /** A condition: the row belongs to one of these partitions. */
  public static String in(TableRef table, Collection<String> values) {
    if (values.isEmpty()) {
      return "false";
    }
    if (table.grain() == Grain.NONE) {
      return "true";
    }
    return ranges(table.grain(), values).stream()
        .map(
            range ->
                "("
                    + day(table)
                    + " BETWEEN DATE '"
                    + range.from()
                    + "' AND DATE '"
                    + range.to()
                    + "')")
        .collect(Collectors.joining(" OR "));
  }

  /**
   * The days of partitions. Neighbours are joined, so that a window is one range, which DuckDB
   * finds by its zone maps.
   */
  public static List<DayRange> ranges(Grain grain, Collection<String> values) {
    NavigableSet<DayRange> ranges = new TreeSet<>(Comparator.comparing(DayRange::from));
    values.forEach(value -> ranges.add(grain.days(value)));
    ArrayDeque<DayRange> joined = new ArrayDeque<>();
    for (DayRange range : ranges) {
      if (!joined.isEmpty() && joined.getLast().to().plusDays(1).equals(range.from())) {
        joined.addLast(new DayRange(joined.removeLast().from(), range.to()));
      } else {
        joined.addLast(range);
      }
    }
    return List.copyOf(joined);
  }

  private static String day(TableRef table) {
    return "CAST(" + Sql.identifier(table.partitionColumn()) + " AS DATE)";
  }
}
