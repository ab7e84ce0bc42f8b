package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionsInfo;
import dev.medallion.replay.transforms.run.receipt.RunInfo;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.PartitionOutcome;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseWork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Publishes what a run concluded, if its verdict is good. */
public final class Publisher {
  private final Warehouse warehouse;
  private final CorrectionStore corrections;
  private final int snapshotDays;

  /**
   * A publisher.
   *
   * @param corrections of the state folder
   * @param snapshotDays how long copies of the tables from before are kept, where the warehouse can
   *     make some; 0: none are made
   */
  public Publisher(Warehouse warehouse, CorrectionStore corrections, int snapshotDays) {
    this.warehouse = warehouse;
    this.corrections = corrections;
    this.snapshotDays = snapshotDays;
  }

  /** The receipt, with the verdict, and with what publishing really did. */
  public Manifest publish(Conclusion conclusion, Manifest manifest) {
    Verdict judged = manifest.judged();
    if (judged != Verdict.GOOD) {
      return manifest.finished(judged, Nondeterminism.now());
    }
    try {
      requireInForce(conclusion.corrections(), manifest.run().runId());
      PublishReport report =
          Publication.publish(warehouse, conclusion.changes(), context(conclusion, manifest));
      Manifest done =
          manifest
              .withPartitions(asDone(manifest.partitions(), report))
              .withWork(
                  Optional.of(report.work().withNotes(warehouse.updateOps()))
                      .filter(work -> !work.equals(WarehouseWork.NONE)));
      return report.isWhole()
          ? done.finished(Verdict.GOOD, Nondeterminism.now())
          : done.failed(PartlyPublished.message(report), Nondeterminism.now());
    } catch (ConflictException e) {
      return manifest.conflicted(e.getMessage(), Nondeterminism.now());
    }
  }

  /** A change set holds what corrections made of records: none of them may be withdrawn since. */
  private void requireInForce(List<String> made, String runId) {
    if (made.isEmpty() || warehouse.hasPublished(runId)) {
      return;
    }
    Set<String> now =
        corrections.inForce().list().stream()
            .map(CorrectionStore::fileOf)
            .collect(Collectors.toSet());
    List<String> gone = made.stream().filter(c -> !now.contains(c)).toList();
    if (!gone.isEmpty()) {
      throw new ConflictException(
          Text.format(
              "nothing was published: the change set was made with %s that was withdrawn or replaced"
                  + " since, e.g. corrections/%s; run again to make one without it",
              Text.count(gone.size(), "correction", "corrections"), gone.get(0)));
    }
  }

  private PublishContext context(Conclusion conclusion, Manifest manifest) {
    RunInfo run = manifest.run();
    return new PublishContext(
        run.runId(),
        run.command(),
        run.basis(),
        run.by(),
        run.model(),
        run.modelDigest(),
        manifest.window().asOf(),
        Verdict.GOOD.name(),
        run.startedAt(),
        Nondeterminism.now(),
        conclusion.target(),
        conclusion.deadLetters().isEmpty()
            ? DeadLetterChange.NONE
            : new DeadLetterChange(
                conclusion.deadLetterUnits(),
                conclusion.mendedElsewhere().stream().map(f -> Address.parse(f.uri())).toList(),
                List.of(Address.parse(conclusion.deadLetters()))),
        conclusion.takesBack(),
        snapshotDays);
  }

  private static PartitionsInfo asDone(PartitionsInfo planned, PublishReport report) {
    Map<String, PartitionOutcome> outcomes = new HashMap<>();
    report.outcomes().forEach(o -> outcomes.put(o.table() + "/" + o.partition().value(), o));
    return planned.withChanges(
        planned.changes().stream()
            .map(c -> asDone(c, outcomes.get(c.table() + "/" + c.partition())))
            .toList());
  }

  private static PartitionChange asDone(PartitionChange planned, PartitionOutcome outcome) {
    if (!(outcome instanceof PartitionOutcome.Done published)) {
      return planned.notPublished(PartlyPublished.why(outcome));
    }
    PublishedPartition done = published.published();
    return new PartitionChange(
        planned.table(),
        planned.partition(),
        PartitionChange.Action.valueOf(done.action().name()),
        done.before().rows(),
        done.after().rows(),
        done.before().checksum(),
        done.after().checksum(),
        planned.completeness(),
        planned.diff());
  }
}
