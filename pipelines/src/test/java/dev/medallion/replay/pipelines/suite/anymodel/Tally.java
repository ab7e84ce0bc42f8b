package dev.medallion.replay.pipelines.suite.anymodel;

import java.util.Map;
import java.util.TreeMap;

/** How often what was done: a suite in which nothing happens proves nothing. */
final class Tally {
  private final Map<String, Integer> counts = new TreeMap<>();

  void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
