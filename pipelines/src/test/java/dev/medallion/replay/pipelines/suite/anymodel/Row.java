package dev.medallion.replay.pipelines.suite.anymodel;

import java.time.LocalDate;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** A row of a table: its columns' values as text, {@code null} where there is none. */
record Row(SortedMap<String, String> values) {
  /** Names and values in turn. */
  static Row of(Object... namesAndValues) {
    TreeMap<String, String> values = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i].toString(), Objects.toString(namesAndValues[i + 1]));
    }
    return new Row(values);
  }

  String get(String column) {
    return Objects.requireNonNull(values.get(column), column);
  }

  long number(String column) {
    return get(column).equals("null") ? 0 : Long.parseLong(get(column));
  }

  LocalDate day() {
    return LocalDate.parse(get("day"));
  }

  /** The same with another column. */
  Row with(String column, Object value) {
    TreeMap<String, String> more = new TreeMap<>(values);
    more.put(column, Objects.toString(value));
    return new Row(more);
  }

  /** As the warehouse's rows are shown: columns by name. */
  String text() {
    return String.join("|", values.values());
  }
}
