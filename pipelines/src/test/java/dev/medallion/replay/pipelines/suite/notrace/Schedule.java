package dev.medallion.replay.pipelines.suite.notrace;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A lake that grows, and the windows that are run over it in between. After the last stage every
 * day has been replayed with all there is.
 *
 * @param seed it was drawn from: says the whole schedule
 * @param from first day that anything happens on
 * @param to last day, inclusive
 */
record Schedule(long seed, LocalDate from, LocalDate to, List<Stage> stages) {

  /**
   * What arrives, and then what is run.
   *
   * @param asOf of its runs: nothing that has arrived by then lies later
   */
  record Stage(Instant asOf, List<LakeObject> arrivals, List<Window> windows) {}

  /** An object of the lake, by its path below the root. */
  record LakeObject(String path, String text) {}

  /** Business days, both inclusive. */
  record Window(LocalDate from, LocalDate to) {
    boolean holds(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(to);
    }
  }

  Instant lastAsOf() {
    return stages.get(stages.size() - 1).asOf();
  }

  /** All of it, for whom it surprised. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "schedule of seed %d, days %s to %s (again: -Dreplay.notrace.seed=%d"
                + " -Dreplay.notrace.tries=1)%n",
            seed,
            from,
            to,
            seed));
    for (Stage stage : stages) {
      text.append("as of ").append(stage.asOf()).append(", arrives\n");
      for (LakeObject object : stage.arrivals()) {
        text.append("  ").append(object.path()).append('\n');
        text.append(
            object.text().lines().map(l -> "    " + l + "\n").collect(Collectors.joining()));
      }
      for (Window window : stage.windows()) {
        text.append("run ").append(window.from()).append(" to ").append(window.to()).append('\n');
      }
    }
    return text.toString();
  }
}
