package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.settings.EvenIf;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.run.receipt.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a rollback has to say of partitions, and the way out of each. */
final class RollbackFindings {
  private final Set<EvenIf> evenIf;
  private final List<Finding> findings = new ArrayList<>();

  RollbackFindings(Set<EvenIf> evenIf) {
    this.evenIf = Set.copyOf(evenIf);
  }

  List<Finding> all() {
    return List.copyOf(findings);
  }

  void replacedSince(Partition partition, String by) {
    add(
        RollbackPlanner.REPLACED_SINCE,
        partition,
        Text.format("run %s has replaced it since", by),
        Text.format(
            "Roll run %s back first. Or give --even-if=replaced, which also removes what that run"
                + " published to this partition.",
            by),
        evenIf.contains(EvenIf.REPLACED));
  }

  /** The way out is not to take that rollback back: it would only bring its own run back. */
  void othersRows(Partition partition, String by) {
    add(
        RollbackPlanner.REPLACED_SINCE,
        partition,
        Text.format("it holds rows that somebody else wrote, which run %s brought back", by),
        "Give --even-if=replaced to remove them. They are kept: to bring them back again, roll that"
            + " rollback back.",
        evenIf.contains(EvenIf.REPLACED));
  }

  /**
   * @param toReplay the partition that is wrong where one insists
   */
  void readSince(Partition partition, String message, String by, Partition toReplay) {
    add(
        RollbackPlanner.READ_SINCE,
        partition,
        message,
        Text.format(
            "Roll run %s back first; or give --even-if=read, and replay %s afterwards.",
            by, toReplay),
        evenIf.contains(EvenIf.READ));
  }

  void filesGone(Partition partition, String message, String more) {
    add(
        RollbackPlanner.FILES_GONE,
        partition,
        message,
        "Replay the partition's window instead" + more + ".",
        false);
  }

  void leftOut(Partition partition, String by, String message) {
    findings.add(
        new Finding(
            RollbackPlanner.LEFT_OUT,
            Severity.WARNING,
            partition.table(),
            partition.value(),
            1,
            message,
            Text.format(
                "To roll this table back too: roll run %s back, then roll this run back again.",
                by),
            false));
  }

  private void add(String name, Partition partition, String message, String fix, boolean allowed) {
    findings.add(
        new Finding(
            name, Severity.BLOCK, partition.table(), partition.value(), 1, message, fix, allowed));
  }
}
