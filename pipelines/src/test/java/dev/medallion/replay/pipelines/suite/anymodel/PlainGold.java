package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.options.window.Grain;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the SQL of a gold table says, done by hand. */
final class PlainGold {
  private PlainGold() {}

  /** The first day of the partition that a day lies in; one day for all of a whole table. */
  static LocalDate partition(Grain grain, LocalDate day) {
    return switch (grain) {
      case NONE -> LocalDate.EPOCH;
      case MONTH -> day.withDayOfMonth(1);
      default -> day;
    };
  }

  /**
   * The rows of one partition.
   *
   * @param tables rows by name, without layer
   * @param first its first day
   */
  static List<Row> rows(Gold gold, Map<String, List<Row>> tables, LocalDate first) {
    if (gold instanceof Gold.Daily daily) {
      List<Row> seen = seen(tables, daily.input(), first, daily.lookback(), daily.lookahead());
      return seen.isEmpty() && !daily.everyDay()
          ? List.of()
          : List.of(Row.of("day", first, "n", seen.size(), "total", total(seen, daily.number())));
    } else if (gold instanceof Gold.Running running) {
      List<Row> seen = seen(tables, running.input(), first, running.lookback(), 0);
      return seen.isEmpty() ? List.of() : List.of(Row.of("day", first, "n", total(seen, "n")));
    } else if (gold instanceof Gold.Monthly monthly) {
      List<Row> seen =
          tables.getOrDefault(monthly.input(), List.of()).stream()
              .filter(r -> r.day().withDayOfMonth(1).equals(first))
              .toList();
      return seen.isEmpty()
          ? List.of()
          : List.of(
              Row.of("month", first, "n", seen.size(), "total", total(seen, monthly.number())));
    } else if (gold instanceof Gold.Joined joined) {
      return beside(
          onDay(tables, joined.left(), first),
          "id",
          seen(tables, joined.right(), first, joined.lookback(), joined.lookahead()),
          "other");
    } else if (gold instanceof Gold.Sliced sliced) {
      return beside(
          onDay(tables, sliced.left(), first),
          "ref",
          tables.getOrDefault(sliced.whole(), List.of()),
          "named");
    } else if (gold instanceof Gold.Whole whole) {
      return List.of(Row.of("one", 1, "n", tables.getOrDefault(whole.input(), List.of()).size()));
    }
    throw new AssertionError(gold);
  }

  private static List<Row> onDay(Map<String, List<Row>> tables, String table, LocalDate day) {
    return tables.getOrDefault(table, List.of()).stream().filter(r -> r.day().equals(day)).toList();
  }

  /** The rows of the days around a day. */
  private static List<Row> seen(
      Map<String, List<Row>> tables, String table, LocalDate day, int lookback, int lookahead) {
    LocalDate from = day.minusDays(lookback);
    LocalDate to = day.plusDays(lookahead);
    return tables.getOrDefault(table, List.of()).stream()
        .filter(r -> !r.day().isBefore(from) && !r.day().isAfter(to))
        .toList();
  }

  private static long total(List<Row> rows, String column) {
    return rows.stream().mapToLong(r -> r.number(column)).sum();
  }

  private static List<Row> beside(List<Row> left, String by, List<Row> right, String name) {
    List<Row> rows = new ArrayList<>();
    for (Row row : left) {
      List<Row> found = right.stream().filter(r -> r.get("id").equals(row.get(by))).toList();
      Row own = Row.of("id", row.get("id"), "day", row.get("day"));
      if (found.isEmpty()) {
        rows.add(own.with(name, null));
      }
      found.forEach(f -> rows.add(own.with(name, f.get("val"))));
    }
    return rows;
  }
}
