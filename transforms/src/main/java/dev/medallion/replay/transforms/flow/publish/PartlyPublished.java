package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.warehouse.PartitionOutcome;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import java.util.List;

/** Says what became of a change set of which not all is published. */
final class PartlyPublished {
  private PartlyPublished() {}

  static String message(PublishReport report) {
    List<PartitionOutcome.Failed> failed =
        report.outcomes().stream()
            .filter(PartitionOutcome.Failed.class::isInstance)
            .map(PartitionOutcome.Failed.class::cast)
            .toList();
    int all = report.outcomes().size();
    int done = report.partitions().size();
    int left = all - done - failed.size();
    return Text.format(
        "%s; %,d of %,d could not be written%s, and %,d %s not started. %s",
        done == 0
            ? "nothing was published"
            : Text.format("%,d of %,d partitions are published", done, all),
        failed.size(),
        all,
        failed.isEmpty() ? "" : Text.format(" (%s)", reason(failed.get(0))),
        left,
        left == 1 ? "was" : "were",
        report.open()
            ? "They stay unchanged until the next run, which first completes this one"
            : "They are unchanged; run again against the current warehouse");
  }

  /** Of one partition, for its line in the receipt. */
  static String why(PartitionOutcome outcome) {
    return outcome instanceof PartitionOutcome.Failed failed
        ? "failed: " + failed.why()
        : "not started";
  }

  private static String reason(PartitionOutcome.Failed failed) {
    return failed.table() + "/" + failed.partition().value() + ": " + failed.why();
  }
}
