package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.JournalLine;
import dev.medallion.replay.transforms.warehouse.PartitionOutcome;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.WarehouseWork;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A publication that has ended.
 *
 * @param number by which publications are ordered: that of the entry which ended it
 * @param endings of each partition; none: all of it is published
 */
record JournalRecord(long number, Entry.Intent intent, JournalPage page, List<Ending> endings) {

  boolean isDone() {
    return endings.isEmpty();
  }

  /** Whether anything of it is published. */
  boolean isAnyPublished() {
    return isDone() || endings.stream().anyMatch(Ending::published);
  }

  /** What publishing came to. */
  PublishReport report(WarehouseWork work) {
    return new PublishReport(
        intent.changes().digest(), true, false, outcomes(page.lines(), endings), work);
  }

  /**
   * What publishing came to, partition by partition.
   *
   * @param endings of each; none: all of it is published
   */
  static List<PartitionOutcome> outcomes(List<JournalPage.Line> lines, List<Ending> endings) {
    Map<Partition, Ending> byPartition = new HashMap<>();
    endings.forEach(e -> byPartition.put(e.partition(), e));
    return lines.stream()
        .map(line -> outcome(line.published(), byPartition.get(line.published().partition())))
        .toList();
  }

  private static PartitionOutcome outcome(PublishedPartition planned, Ending ending) {
    if (ending == null || ending.published()) {
      return new PartitionOutcome.Done(planned);
    }
    return ending.why().isEmpty()
        ? new PartitionOutcome.NotBegun(planned.partition(), planned.table())
        : new PartitionOutcome.Failed(planned.partition(), planned.table(), ending.why());
  }

  /** The lines of the partitions that are published. */
  List<JournalPage.Line> lines() {
    Map<Partition, Ending> byPartition =
        endings.stream().collect(Collectors.toMap(Ending::partition, e -> e));
    return page.lines().stream()
        .filter(l -> isDone() || byPartition.get(l.published().partition()).published())
        .toList();
  }

  JournalLine line(JournalPage.Line line) {
    PublishedPartition published = line.published();
    return new JournalLine(
        intent.runId(),
        published.partition(),
        published.table(),
        published.action(),
        published.version(),
        page.restored().stream()
            .filter(r -> r.partition().equals(published.partition()))
            .map(TakesBack.Restored::version)
            .findFirst()
            .orElse(published.version()),
        published.after().fullChecksum());
  }

  Replacement replacement(JournalPage.Line line) {
    return intent.changes().replacements().stream()
        .filter(r -> r.result().partition().equals(line.published().partition()))
        .findFirst()
        .orElseThrow();
  }
}
