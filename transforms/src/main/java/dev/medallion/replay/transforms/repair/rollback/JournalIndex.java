package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.JournalLine;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The journal of one model's runs, by run and by partition. */
final class JournalIndex {
  private final List<JournalRun> runs;
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<Partition, List<JournalLine>> lines = new HashMap<>();
  private final Standing standing;

  JournalIndex(JournalView view, String model) {
    this.runs = view.runs().stream().filter(r -> r.model().equals(model)).toList();
    for (JournalRun run : runs) {
      order.put(run.runId(), order.size());
    }
    view.lines().stream()
        .filter(l -> order.containsKey(l.runId()))
        .forEach(l -> lines.computeIfAbsent(l.partition(), p -> new ArrayList<>()).add(l));
    this.standing =
        new Standing(
            runs, view.lines().stream().collect(Collectors.groupingBy(JournalLine::runId)));
  }

  /** The run after another one by which what stands in a partition was computed. */
  Optional<String> computedAfter(String runId, Partition partition) {
    return standing.computedBy(partition).filter(run -> isAfter(run, runId));
  }

  /** The run after another one that put there the rows that stand in a partition. */
  Optional<String> rowsAfter(String runId, Partition partition) {
    return standing.rowsBy(partition).filter(run -> isAfter(run, runId));
  }

  /** Whether a partition is as a run left it. */
  boolean isAsLeftBy(String runId, Partition partition) {
    return standing.isAsLeftBy(runId, partition);
  }

  /** What a run found, or left, in a partition: the line of the last run that published it. */
  Optional<JournalLine> asOf(String runId, Partition partition) {
    return lines.getOrDefault(partition, List.of()).stream()
        .filter(l -> !isAfter(l.runId(), runId))
        .reduce((first, last) -> last);
  }

  private boolean isAfter(String runId, String other) {
    return order.get(runId) > order.get(other);
  }

  /** The lines of a partition that are newer than a run's, oldest first. */
  List<JournalLine> after(String runId, Partition partition) {
    return lines.getOrDefault(partition, List.of()).stream()
        .filter(l -> isAfter(l.runId(), runId))
        .toList();
  }

  /** The line of the run that made a version of a partition. */
  Optional<JournalLine> maker(Partition partition, int version) {
    return lines.getOrDefault(partition, List.of()).stream()
        .filter(l -> l.version() == version)
        .findFirst();
  }

  /** The version whose rows a version has: another's, where a rollback brought them back. */
  int origin(Partition partition, int version) {
    return maker(partition, version).map(JournalLine::origin).orElse(version);
  }

  /**
   * Whether a rollback has brought back what somebody else had written after a run: the partition
   * is as that run left it, but for its rows.
   */
  boolean holdsOthersRowsAgain(String runId, Head head) {
    return order.containsKey(head.runId())
        && isRollback(head.runId())
        && isAsLeftBy(runId, head.partition());
  }

  boolean isRollback(String runId) {
    return run(runId).isRollback();
  }

  /** Whether what a run published was not taken back, or was brought back since. */
  boolean stands(String runId) {
    return stands(runId, "");
  }

  private boolean stands(String runId, String butFor) {
    return rollbacksOf(runId)
        .filter(r -> !r.equals(butFor))
        .noneMatch(rollback -> stands(rollback, butFor));
  }

  /** The rollback that took a run back, and was not taken back itself. */
  Optional<String> takenBackBy(String runId) {
    return rollbacksOf(runId).filter(this::stands).reduce((first, last) -> last);
  }

  /** Whether a rollback of the run that stands had this partition among what it brought back. */
  boolean isBackAlready(String runId, Partition partition) {
    Set<String> rollbacks = rollbacksOf(runId).filter(this::stands).collect(Collectors.toSet());
    return after(runId, partition).stream()
        .anyMatch(l -> l.action() != Action.SKIPPED && rollbacks.contains(l.runId()));
  }

  private Stream<String> rollbacksOf(String runId) {
    return runs.stream()
        .filter(r -> r.isRollback() && r.basis().equals(runId))
        .map(JournalRun::runId);
  }

  /**
   * The tables that runs made, and that once this run is taken back only rollbacks and runs taken
   * back have published to.
   */
  List<String> madeInVain(String takenBack) {
    Set<String> made = new TreeSet<>();
    runs.forEach(r -> made.addAll(r.createdTables()));
    lines.values().stream()
        .flatMap(List::stream)
        .filter(l -> !l.runId().equals(takenBack) && !isRollback(l.runId()))
        .filter(l -> stands(l.runId(), takenBack))
        .forEach(l -> made.remove(l.table()));
    return List.copyOf(made);
  }

  private JournalRun run(String runId) {
    return runs.get(order.get(runId));
  }
}
