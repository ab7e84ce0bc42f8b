package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.anymodel.Broken.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What two sets of tables do not share. */
final class Difference {
  private Difference() {}

  static SortedMap<String, List<String>> texts(SortedMap<String, List<Row>> tables) {
    SortedMap<String, List<String>> texts = new TreeMap<>();
    tables.forEach((name, rows) -> texts.put(name, rows.stream().map(Row::text).sorted().toList()));
    return texts;
  }

  static void check(
      Promise promise,
      SortedMap<String, List<String>> expected,
      SortedMap<String, List<String>> actual)
      throws Broken {
    StringBuilder text = new StringBuilder();
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(actual.keySet());
    for (String name : names) {
      List<String> wanted = new ArrayList<>(expected.getOrDefault(name, List.of()));
      List<String> found = new ArrayList<>(actual.getOrDefault(name, List.of()));
      for (String row : List.copyOf(wanted)) {
        if (found.remove(row)) {
          wanted.remove(row);
        }
      }
      if (!wanted.isEmpty() || !found.isEmpty()) {
        text.append("\n  ").append(name).append(" lacks ").append(wanted);
        text.append(" and has ").append(found);
      }
    }
    if (!text.isEmpty()) {
      throw new Broken(promise, "the tables differ:" + text);
    }
  }
}
