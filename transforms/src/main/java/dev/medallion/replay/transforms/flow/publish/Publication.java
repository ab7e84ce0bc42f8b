package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.HeadCheck;
import dev.medallion.replay.transforms.warehouse.PartitionPlan;
import dev.medallion.replay.transforms.warehouse.PublicationPlan;
import dev.medallion.replay.transforms.warehouse.PublicationRules.Decision;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.UnitOfWork;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a change set is published, the same in every warehouse: what is refused, skipped, emptied,
 * kept, exported first, and journalled.
 *
 * <p>A partition whose live rows equal the new ones, hidden columns too, is skipped: no row is
 * touched and its version stays, but its head learns its new completeness and inputs. A partition
 * that never had a head gets one, empty or not.
 *
 * <p>The same run publishing the same change set again is told what it did then.
 */
public final class Publication {
  private final ChangeSet changes;
  private final PublishContext run;
  private final UnitOfWork now;
  private final Map<TableRef, List<Replacement>> byTable;

  private Publication(ChangeSet changes, PublishContext run, UnitOfWork now) {
    this.changes = changes;
    this.run = run;
    this.now = now;
    this.byTable =
        changes.replacements().stream()
            .collect(Collectors.groupingBy(TableRef::of, LinkedHashMap::new, Collectors.toList()));
  }

  /** Publishes a change set to a warehouse. */
  public static PublishReport publish(
      Warehouse warehouse, ChangeSet changes, PublishContext context) {
    return warehouse.publish(changes, context, Publication::decide);
  }

  /** Decides by the state of a warehouse. */
  static Decision decide(ChangeSet changes, PublishContext run, UnitOfWork now) {
    return new Publication(changes, run, now).decide();
  }

  private Decision decide() {
    Optional<PublishReport> earlier = alreadyPublished();
    if (earlier.isPresent()) {
      return new Decision.AlreadyPublished(earlier.get());
    }
    RollbackCheck.requireNewest(run, now.journal());
    SortedMap<Partition, Head> heads = now.heads().read(asked());
    HeadCheck.require(changes, tables(), heads);
    LeaseCheck.requireNotOvertaken(run.runId(), changes, now.leases());
    ShapeCheck shape = new ShapeCheck(now, run);
    // First of all: what is compared next has the columns of the order of versions.
    byTable.keySet().forEach(shape::requireSameCut);
    SeenCheck seen = new SeenCheck(now);
    seen.requireKeys(changes);
    DeadLetterCheck letters = new DeadLetterCheck(run.deadLetters(), now.deadLetters());
    letters.requireUnchanged(changes.madeAfter());
    byTable.forEach(shape::requireTypes);
    SortedMap<Partition, Content> live = live();
    for (Replacement replacement : changes.replacements()) {
      seen.require(replacement, content(live, replacement), head(heads, replacement));
    }
    RollbackCheck.requireOnePlace(run, byTable, now);
    List<PartitionPlan> partitions = plan(heads, live);
    letters.requireListed();
    return new Decision.Publish(new PublicationPlan(changes, run, partitions));
  }

  private Optional<PublishReport> alreadyPublished() {
    Optional<PublishReport> earlier = now.journal().published(run.runId());
    if (earlier.isPresent() && !earlier.get().changeSet().equals(changes.digest())) {
      throw new WarehouseException(
          "nothing was published: run "
              + run.runId()
              + " already published another change set ("
              + earlier.get().changeSet()
              + "); a run publishes once: give a new run id");
    }
    return earlier;
  }

  private List<TableRef> tables() {
    return Stream.concat(run.target().tables().stream(), byTable.keySet().stream())
        .distinct()
        .toList();
  }

  /** What the change set replaces and what it reads. */
  private Map<TableRef, Set<String>> asked() {
    Map<String, Set<String>> values =
        Stream.concat(
                changes.replacements().stream().map(r -> r.result().partition()),
                changes.reads().keySet().stream())
            .collect(
                Collectors.groupingBy(
                    Partition::table, Collectors.mapping(Partition::value, Collectors.toSet())));
    return tables().stream()
        .filter(t -> values.containsKey(t.name()))
        .collect(Collectors.toMap(t -> t, t -> values.get(t.name())));
  }

  private SortedMap<Partition, Content> live() {
    SortedMap<Partition, Content> live = new TreeMap<>();
    byTable.forEach(
        (table, replacements) ->
            live.putAll(
                now.tables()
                    .content(
                        table,
                        replacements.stream().map(r -> r.result().partition().value()).toList())));
    return live;
  }

  private List<PartitionPlan> plan(
      SortedMap<Partition, Head> heads, SortedMap<Partition, Content> live) {
    List<StagedFile> wanted = new ArrayList<>();
    for (Replacement replacement : changes.replacements()) {
      if (!stays(replacement, content(live, replacement), head(heads, replacement))) {
        wanted.addAll(replacement.result().files());
      }
    }
    Map<StagedFile, StagedFile> kept = now.keep(wanted);
    List<PartitionPlan> partitions = new ArrayList<>();
    for (Replacement replacement : changes.replacements()) {
      partitions.add(plan(replacement, content(live, replacement), head(heads, replacement), kept));
    }
    return partitions;
  }

  private PartitionPlan plan(
      Replacement replacement, Content live, Head head, Map<StagedFile, StagedFile> kept) {
    if (stays(replacement, live, head)) {
      return new PartitionPlan(
          replacement,
          published(replacement, Action.SKIPPED, live, live, head.version()),
          learned(head, replacement),
          head);
    }
    Content wanted = replacement.result().content();
    Head next = newHead(replacement, kept);
    boolean sameRows = live.fullChecksum().equals(wanted.fullChecksum());
    Action action =
        sameRows ? Action.SKIPPED : wanted.rows() == 0 ? Action.EMPTIED : Action.REPLACED;
    if (action != Action.SKIPPED) {
      StagedRowsCheck.require(TableRef.of(replacement), next, now.tables());
    }
    return new PartitionPlan(
        replacement,
        published(replacement, action, live, wanted, next.version()),
        next,
        action == Action.SKIPPED || live.fullChecksum().equals(head.content().fullChecksum())
            ? head
            : head.found(live, exported(replacement, live)));
  }

  private static PublishedPartition published(
      Replacement replacement, Action action, Content before, Content after, int version) {
    return new PublishedPartition(
        replacement.result().partition(),
        replacement.table(),
        action,
        before,
        after,
        version,
        replacement.completeness());
  }

  /** What somebody else wrote is kept before it is replaced: a rollback brings it back. */
  private List<StagedFile> exported(Replacement replacement, Content live) {
    return live.rows() == 0
        ? List.of()
        : List.of(
            now.tables()
                .export(TableRef.of(replacement), replacement.result().partition().value()));
  }

  /**
   * Whether the head keeps its version and files: it and the rows there are as wanted. A rollback
   * that only forgets what a head has learned leaves what somebody wrote there since.
   */
  private boolean stays(Replacement replacement, Content live, Head head) {
    String wanted = replacement.result().content().fullChecksum();
    return head.version() != Head.NONE
        && head.content().fullChecksum().equals(wanted)
        && (live.fullChecksum().equals(wanted) || run.takesBack().isRollback());
  }

  /** The same version and files; only what is known of it is new. */
  private static Head learned(Head head, Replacement replacement) {
    return new Head(
        head.partition(),
        head.version(),
        head.runId(),
        head.files(),
        head.content(),
        replacement.completeness(),
        replacement.result().inputs(),
        head.lastModified());
  }

  /**
   * Also where the rows stand there already, but by another hand: its head's files must be ours.
   */
  private Head newHead(Replacement replacement, Map<StagedFile, StagedFile> kept) {
    return new Head(
        replacement.result().partition(),
        replacement.expectedVersion() + 1,
        run.runId(),
        replacement.result().files().stream().map(kept::get).toList(),
        replacement.result().content(),
        replacement.completeness(),
        replacement.result().inputs());
  }

  private static Content content(SortedMap<Partition, Content> live, Replacement replacement) {
    return live.getOrDefault(replacement.result().partition(), Content.EMPTY);
  }

  private static Head head(SortedMap<Partition, Head> heads, Replacement replacement) {
    Partition partition = replacement.result().partition();
    return heads.getOrDefault(partition, Head.none(partition));
  }
}
