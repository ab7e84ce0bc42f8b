package dev.medallion.replay.benchmarks.profile;

import java.util.Map;
import java.util.TreeMap;

/** What was seen where. Not thread-safe. */
final class Places {
  private final Map<String, Seen> byPlace = new TreeMap<>();

  private static final class Seen {
    long cpuNanos;
    long ticks;
    long lastTick = -1;
    long firstMillis;
    long lastMillis;
  }

  /**
   * Adds what a thread did since the tick before.
   *
   * @param tick counts them; a place that several threads are in is counted once a tick
   * @param millis since the start
   */
  void add(String place, long cpuNanos, long tick, long millis) {
    Seen seen = byPlace.computeIfAbsent(place, p -> new Seen());
    if (seen.lastTick < 0) {
      seen.firstMillis = millis;
    }
    if (seen.lastTick != tick) {
      seen.ticks++;
      seen.lastTick = tick;
    }
    seen.cpuNanos += cpuNanos;
    seen.lastMillis = millis;
  }

  /** A line a place, of values separated by tabs. */
  String lines(String kind, long tickMillis) {
    StringBuilder lines = new StringBuilder();
    byPlace.forEach(
        (place, seen) ->
            lines
                .append(kind)
                .append('\t')
                .append(place)
                .append('\t')
                .append(seen.cpuNanos / 1_000_000)
                .append('\t')
                .append(seen.ticks * tickMillis)
                .append('\t')
                .append(seen.firstMillis)
                .append('\t')
                .append(seen.lastMillis)
                .append('\n'));
    return lines.toString();
  }
}
