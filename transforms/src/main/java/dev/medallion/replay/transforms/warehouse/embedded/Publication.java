package dev.medallion.replay.transforms.warehouse.embedded;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.changeset.ChangeSet;
import dev.medallion.replay.transforms.changeset.Content;
import dev.medallion.replay.transforms.changeset.Head;
import dev.medallion.replay.transforms.changeset.Replacement;
import dev.medallion.replay.transforms.changeset.StagedFile;
import dev.medallion.replay.transforms.duckdb.Column;
import dev.medallion.replay.transforms.warehouse.HeadMovedException;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.sql.Connection;
import java.sql.SQLException;
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

/** One change set, published inside one transaction of its caller's. */
final class Publication {
  private final Connection connection;
  private final KeptFiles kept;
  private final ChangeSet changes;
  private final PublishContext run;

  Publication(Connection connection, KeptFiles kept, ChangeSet changes, PublishContext run) {
    this.connection = connection;
    this.kept = kept;
    this.changes = changes;
    this.run = run;
  }

  PublishReport publish() throws SQLException {
    Journal journal = new Journal(connection, kept);
    Optional<PublishReport> earlier = journal.alreadyApplied(run.runId(), changes);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    HeadStore heads = new HeadStore(kept);
    SortedMap<Partition, Head> found = heads.read(connection, tables());
    requireHeads(found);
    Map<TableRef, List<Replacement>> byTable = byTable();
    for (Map.Entry<TableRef, List<Replacement>> entry : byTable.entrySet()) {
      TableShape.require(connection, entry.getKey(), columns(entry));
    }

    Map<Partition, Step> steps = new LinkedHashMap<>();
    for (Map.Entry<TableRef, List<Replacement>> entry : byTable.entrySet()) {
      steps.putAll(replace(entry, found));
    }
    Map<Head, TableRef> newHeads = new LinkedHashMap<>();
    List<PublishedPartition> published = new ArrayList<>();
    for (Replacement replacement : changes.replacements()) {
      Step step = steps.get(replacement.result().partition());
      newHeads.put(step.head(), TableRef.of(replacement));
      published.add(step.published());
    }
    heads.write(connection, newHeads);
    journal.append(changes, run);
    journal.append(published, List.copyOf(newHeads.keySet()), run);
    new DeadLetterStore(connection).replace(run.deadLetters());
    return new PublishReport(changes.digest(), false, published);
  }

  /** What became of one partition. */
  private record Step(Head head, PublishedPartition published) {}

  private List<TableRef> tables() {
    return Stream.concat(run.tables().stream(), changes.replacements().stream().map(TableRef::of))
        .distinct()
        .toList();
  }

  private void requireHeads(SortedMap<Partition, Head> found) {
    Set<String> known = tables().stream().map(TableRef::name).collect(Collectors.toSet());
    changes
        .reads()
        .forEach(
            (partition, version) -> {
              if (!known.contains(partition.table())) {
                throw new WarehouseException(
                    "nothing was published: the change set reads "
                        + partition
                        + ", but the model has no such table; use the model that it was made with");
              }
              requireHead(found, partition, "reads", version);
            });
    for (Replacement replacement : changes.replacements()) {
      requireHead(
          found, replacement.result().partition(), "replaces", replacement.expectedVersion());
    }
  }

  private static void requireHead(
      SortedMap<Partition, Head> heads, Partition partition, String use, int expected) {
    Optional<Head> head = Optional.ofNullable(heads.get(partition));
    int version = head.map(Head::version).orElse(Head.NONE);
    if (version != expected) {
      throw new HeadMovedException(
          partition, use, expected, version, head.map(Head::runId).orElse(""));
    }
  }

  private Map<TableRef, List<Replacement>> byTable() {
    return changes.replacements().stream()
        .collect(Collectors.groupingBy(TableRef::of, LinkedHashMap::new, Collectors.toList()));
  }

  /** The columns that all partitions of a table must agree on. */
  private static List<Column> columns(Map.Entry<TableRef, List<Replacement>> table) {
    List<List<Column>> all =
        table.getValue().stream().map(r -> r.result().columns()).distinct().toList();
    if (all.size() != 1) {
      throw new WarehouseException(
          "nothing was published: the partitions of "
              + table.getKey().qualifiedName()
              + " have different columns: "
              + all);
    }
    LiveTable.requirePartitionColumn(table.getKey(), all.get(0));
    return all.get(0);
  }

  private Map<Partition, Step> replace(
      Map.Entry<TableRef, List<Replacement>> entry, SortedMap<Partition, Head> found)
      throws SQLException {
    TableRef table = entry.getKey();
    List<Replacement> replacements = entry.getValue();
    List<String> values = replacements.stream().map(r -> r.result().partition().value()).toList();
    SortedMap<Partition, Content> live = LiveTable.content(connection, table, values);
    List<Column> columns = columns(entry);
    TableShape.apply(connection, table, columns);

    Map<Partition, Step> steps = new LinkedHashMap<>();
    Map<Partition, List<StagedFile>> toReplace = new TreeMap<>();
    for (Replacement replacement : replacements) {
      Partition partition = replacement.result().partition();
      Step step =
          step(
              replacement,
              live.getOrDefault(partition, Content.EMPTY),
              Optional.ofNullable(found.get(partition)));
      steps.put(partition, step);
      if (step.published().action() != Action.SKIPPED) {
        toReplace.put(partition, step.head().files());
      }
    }
    if (!toReplace.isEmpty()) {
      new StagedRows(connection, table, columns).replace(toReplace);
    }
    return steps;
  }

  private Step step(Replacement replacement, Content live, Optional<Head> head) {
    Content wanted = replacement.result().content();
    boolean sameRows = live.fullChecksum().equals(wanted.fullChecksum());
    Head next =
        head.filter(h -> sameRows && h.content().fullChecksum().equals(wanted.fullChecksum()))
            .map(h -> learned(h, replacement))
            .orElseGet(() -> newHead(replacement));
    Action action =
        sameRows ? Action.SKIPPED : wanted.rows() == 0 ? Action.EMPTIED : Action.REPLACED;
    return new Step(
        next,
        new PublishedPartition(
            next.partition(),
            replacement.table(),
            action,
            live,
            wanted,
            next.version(),
            replacement.completeness()));
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
        replacement.result().inputs());
  }

  /**
   * Also where the rows stand there already, but by another hand: its head's files must be ours.
   */
  private Head newHead(Replacement replacement) {
    return new Head(
        replacement.result().partition(),
        replacement.expectedVersion() + 1,
        run.runId(),
        replacement.result().files().stream().map(kept::keep).toList(),
        replacement.result().content(),
        replacement.completeness(),
        replacement.result().inputs());
  }
}
