package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.PartitionPlan;
import dev.medallion.replay.transforms.warehouse.PublicationPlan;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan as the log takes it: files are named as heads name them. */
final class PlannedRequest {
  private final PublicationPlan plan;
  private final KeptFiles kept;
  private final StoredTables tables;

  PlannedRequest(PublicationPlan plan, KeptFiles kept, StoredTables tables) {
    this.plan = plan;
    this.kept = kept;
    this.tables = tables;
  }

  PublicationRequest by(Owner owner) {
    return new PublicationRequest(
        plan.run().runId(),
        owner,
        plan.run().finishedAt(),
        changes(),
        unchanged(),
        plan.run().target().tables(),
        Optional.of(page()));
  }

  private ChangeSet changes() {
    ChangeSet changes = plan.changes();
    return new ChangeSet(
        changes.digest(),
        plan.partitions().stream().map(this::replacement).toList(),
        changes.reads(),
        changes.keyReads(),
        changes.madeAfter());
  }

  private Replacement replacement(PartitionPlan planned) {
    Replacement replacement = planned.replacement();
    PartitionResult result = replacement.result();
    return new Replacement(
        replacement.table(),
        replacement.partitionColumn(),
        replacement.grain(),
        new PartitionResult(
            result.partition(),
            result.columns(),
            result.files().stream().map(kept::relative).toList(),
            result.content(),
            result.inputs()),
        replacement.completeness(),
        replacement.expectedVersion(),
        replacement.seen());
  }

  private Set<Partition> unchanged() {
    return plan.partitions().stream()
        .filter(p -> !p.writesRows())
        .map(p -> p.next().partition())
        .collect(Collectors.toSet());
  }

  private JournalPage page() {
    PublishContext run = plan.run();
    return new JournalPage(
        new JournalRun(
            run.runId(),
            run.command(),
            run.basis(),
            run.model(),
            run.modelDigest(),
            run.target().span(),
            run.asOf(),
            run.finishedAt(),
            createdTables()),
        run.by(),
        run.target(),
        plan.partitions().stream()
            .map(
                p ->
                    new JournalPage.Line(
                        p.published(),
                        p.replaced()
                            .withFiles(p.replaced().files().stream().map(kept::relative).toList())))
            .toList(),
        run.takesBack().restored(),
        run.deadLetters().unitsRead(),
        kept(run.deadLetters().mendedElsewhere()),
        kept(run.deadLetters().files()),
        run.snapshotDays());
  }

  private List<String> createdTables() {
    return plan.byTable().entrySet().stream()
        .filter(t -> tables.describe(t.getKey()).isEmpty())
        .filter(t -> !columns(t.getKey(), t.getValue()).isEmpty())
        .map(t -> t.getKey().qualifiedName())
        .toList();
  }

  private static List<Column> columns(TableRef table, List<PartitionPlan> partitions) {
    return TableColumns.of(table, partitions.stream().map(PartitionPlan::replacement).toList());
  }

  private List<StagedFile> kept(List<Address> files) {
    return files.stream().map(f -> kept.relative(kept.keep(f))).toList();
  }
}
