package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.JournalLine;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose work stands in each partition: that of the run that published it last, or of an earlier one
 * where a rollback brought that back. A rollback itself computes nothing.
 */
final class Standing {
  /**
   * Whose work it is.
   *
   * @param computedBy the run that computed these rows last, even if it found them as they were:
   *     what was recorded of inputs is its
   * @param rowsBy the run that put these rows there
   * @param version of the head then
   */
  private record Work(String computedBy, String rowsBy, int version) {
    private static final Work NONE = new Work("", "", 0);
  }

  /**
   * What a run did to a partition.
   *
   * @param learnedOnly it changed no rows, and not the version
   */
  private record Step(Work before, Work after, boolean learnedOnly) {}

  private final Map<String, Map<Partition, Step>> steps = new HashMap<>();
  private final Map<Partition, Work> now = new HashMap<>();

  /**
   * Follows a journal.
   *
   * @param runs oldest first
   * @param lines of each run
   */
  Standing(List<JournalRun> runs, Map<String, List<JournalLine>> lines) {
    for (JournalRun run : runs) {
      Map<Partition, Step> done = new HashMap<>();
      steps.put(run.runId(), done);
      List<JournalLine> its = lines.getOrDefault(run.runId(), List.of());
      if (run.isRollback()) {
        takeBack(steps.getOrDefault(run.basis(), Map.of()), its, done);
      } else {
        its.forEach(line -> publish(line, done));
      }
    }
  }

  private void publish(JournalLine line, Map<Partition, Step> done) {
    Work before = work(line.partition());
    boolean foundAsIs = line.action() == Action.SKIPPED;
    Work after = new Work(line.runId(), foundAsIs ? before.rowsBy() : line.runId(), line.version());
    boolean learnedOnly = foundAsIs && line.version() == before.version();
    move(line.partition(), new Step(before, after, learnedOnly), done);
  }

  /** Where nothing was left to forget, the rollback has no line. */
  private void takeBack(
      Map<Partition, Step> takenBack, List<JournalLine> lines, Map<Partition, Step> done) {
    Map<Partition, JournalLine> own = new HashMap<>();
    lines.forEach(line -> own.put(line.partition(), line));
    takenBack.forEach(
        (partition, step) -> {
          Work current = work(partition);
          Optional<JournalLine> line = Optional.ofNullable(own.get(partition));
          if (line.isPresent() || (step.learnedOnly() && isSame(current, step.after()))) {
            int version = line.map(JournalLine::version).orElse(current.version());
            Work after = new Work(step.before().computedBy(), step.before().rowsBy(), version);
            move(partition, new Step(current, after, version == current.version()), done);
          }
        });
  }

  private void move(Partition partition, Step step, Map<Partition, Step> done) {
    done.put(partition, step);
    now.put(partition, step.after());
  }

  private Work work(Partition partition) {
    return now.getOrDefault(partition, Work.NONE);
  }

  /** The version goes on with every rollback, to and fro. */
  private static boolean isSame(Work one, Work other) {
    return one.computedBy().equals(other.computedBy()) && one.rowsBy().equals(other.rowsBy());
  }

  /** The run by which what stands was computed; empty where that was none of the journal. */
  Optional<String> computedBy(Partition partition) {
    return Optional.of(work(partition).computedBy()).filter(run -> !run.isEmpty());
  }

  /** The run that put there the rows that stand. */
  Optional<String> rowsBy(Partition partition) {
    return Optional.of(work(partition).rowsBy()).filter(run -> !run.isEmpty());
  }

  /** Whether a partition is as a run left it. */
  boolean isAsLeftBy(String runId, Partition partition) {
    return Optional.ofNullable(steps.getOrDefault(runId, Map.of()).get(partition))
        .filter(step -> isSame(step.after(), work(partition)))
        .isPresent();
  }
}
