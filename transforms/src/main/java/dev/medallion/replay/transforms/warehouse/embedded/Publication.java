package dev.medallion.replay.transforms.warehouse.embedded;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.changeset.ChangeSet;
import dev.medallion.replay.transforms.changeset.Content;
import dev.medallion.replay.transforms.changeset.Head;
import dev.medallion.replay.transforms.changeset.Replacement;
import dev.medallion.replay.transforms.changeset.StagedFile;
import dev.medallion.replay.transforms.duckdb.Column;
import dev.medallion.replay.transforms.duckdb.Sql;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.HeadCheck;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One change set, published inside one transaction of its caller's. */
final class Publication {
  private final Connection connection;
  private final KeptFiles kept;
  private final LeaseStore leases;
  private final ChangeSet changes;
  private final PublishContext run;

  Publication(
      Connection connection,
      KeptFiles kept,
      LeaseStore leases,
      ChangeSet changes,
      PublishContext run) {
    this.connection = connection;
    this.kept = kept;
    this.leases = leases;
    this.changes = changes;
    this.run = run;
  }

  PublishReport publish() throws SQLException {
    Journal journal = new Journal(connection, kept);
    Optional<PublishReport> earlier = journal.alreadyApplied(run.runId(), changes);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    requireNewest(journal);
    HeadStore heads = new HeadStore(kept);
    SortedMap<Partition, Head> found = heads.read(connection, tables());
    HeadCheck.require(changes, tables(), found);
    leases.requireNotOvertaken(
        run.runId(),
        changes.replacements().stream()
            .map(r -> r.result().partition())
            .collect(Collectors.toSet()));
    Map<TableRef, List<Replacement>> byTable = byTable();
    // First of all: what is compared next has the columns of the order of versions.
    for (TableRef table : byTable.keySet()) {
      PublishedTables.requireSameCut(connection, table, run.target().entity(table));
    }
    SeenCheck seen = new SeenCheck(connection, journal);
    seen.requireKeys(changes);
    DeadLetterStore letters = new DeadLetterStore(connection);
    letters.requireUnchanged(run.deadLetters(), changes.madeAfter());
    for (Map.Entry<TableRef, List<Replacement>> entry : byTable.entrySet()) {
      TableShape.require(connection, entry.getKey(), columns(entry));
    }

    Map<Partition, Step> steps = new LinkedHashMap<>();
    List<String> created = new ArrayList<>();
    for (Map.Entry<TableRef, List<Replacement>> entry : byTable.entrySet()) {
      steps.putAll(replace(entry, found, created, seen));
    }
    Map<Head, TableRef> newHeads = new LinkedHashMap<>();
    List<Journal.Entry> entries = new ArrayList<>();
    for (Replacement replacement : changes.replacements()) {
      Step step = steps.get(replacement.result().partition());
      newHeads.put(step.head(), TableRef.of(replacement));
      entries.add(new Journal.Entry(step.published(), step.head(), step.replaced()));
    }
    heads.write(connection, newHeads);
    journal.append(changes, run, created);
    journal.append(entries, run);
    journal.note(byTable.keySet(), run.target());
    letters.replace(run.deadLetters(), run.runId());
    dropEmpty();
    if (run.takesBack().isRollback()) {
      for (TableRef table : byTable.keySet()) {
        requireOnePlace(table, byTable.get(table));
      }
    }
    return new PublishReport(
        changes.digest(), false, entries.stream().map(Journal.Entry::partition).toList());
  }

  /** What another run published since may rest on what a rollback takes back. */
  private void requireNewest(Journal journal) throws SQLException {
    if (!run.takesBack().isRollback()) {
      return;
    }
    String newest = journal.newest().orElse("");
    if (!newest.equals(run.takesBack().lastRun())) {
      throw new ConflictException(
          "nothing was published: run "
              + newest
              + " published since this rollback was worked out, and may rest on what it takes"
              + " back; run it again");
    }
  }

  /** An entity that comes back must not lie on another day by now. */
  private void requireOnePlace(TableRef table, List<Replacement> replacements) throws SQLException {
    List<Column> columns = LiveTable.columns(connection, table);
    if (!replacements.get(0).isOfLedger() || columns.isEmpty()) {
      return;
    }
    String key =
        Sql.identifiers(columns.stream().filter(c -> !c.isHidden()).map(Column::name).toList());
    String back =
        PartitionSql.in(
            table, replacements.stream().map(r -> r.result().partition().value()).toList());
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT min(%1$s) FROM %2$s SEMI JOIN (SELECT %3$s FROM %2$s WHERE %4$s) USING (%3$s) WHERE NOT (%4$s)"
                    .formatted(PartitionSql.value(table), LiveTable.name(table), key, back))) {
      row.next();
      if (row.getString(1) != null) {
        throw new ConflictException(
            "nothing was published: entities that would come back lie in partition "
                + row.getString(1)
                + " of "
                + table.qualifiedName()
                + " by now, which run "
                + new Journal(connection, kept).newestOf(table, row.getString(1))
                + " published; take that run back first");
      }
    }
  }

  private void dropEmpty() throws SQLException {
    for (TableRef table : run.takesBack().dropEmpty()) {
      if (LiveTable.columns(connection, table).isEmpty()) {
        continue;
      }
      try (Statement statement = connection.createStatement()) {
        boolean empty;
        try (ResultSet row =
            statement.executeQuery("SELECT count(*) = 0 FROM " + LiveTable.name(table))) {
          row.next();
          empty = row.getBoolean(1);
        }
        if (empty) {
          statement.execute("DROP TABLE " + LiveTable.name(table));
        }
      }
    }
  }

  /**
   * What became of one partition.
   *
   * @param replaced what was there before, as the journal keeps it
   */
  private record Step(Head head, PublishedPartition published, Head replaced) {}

  private List<TableRef> tables() {
    return Stream.concat(
            run.target().tables().stream(), changes.replacements().stream().map(TableRef::of))
        .distinct()
        .toList();
  }

  private Map<TableRef, List<Replacement>> byTable() {
    return changes.replacements().stream()
        .collect(Collectors.groupingBy(TableRef::of, LinkedHashMap::new, Collectors.toList()));
  }

  /**
   * The columns of a table's new rows: those of all partitions together, since an older version may
   * lack the newest columns. One of the same name has one type.
   */
  private static List<Column> columns(Map.Entry<TableRef, List<Replacement>> table) {
    Map<String, Column> all = new LinkedHashMap<>();
    for (Replacement replacement : table.getValue()) {
      for (Column column : replacement.result().columns()) {
        Column known = all.putIfAbsent(column.name().toLowerCase(Locale.ROOT), column);
        if (known != null && !known.type().equals(column.type())) {
          throw new WarehouseException(
              "nothing was published: in the partitions of "
                  + table.getKey().qualifiedName()
                  + " column "
                  + column.name()
                  + " has different types: "
                  + known.type()
                  + " and "
                  + column.type());
        }
      }
    }
    List<Column> columns = List.copyOf(all.values());
    if (!columns.isEmpty()) {
      LiveTable.requirePartitionColumn(table.getKey(), columns);
    }
    return columns;
  }

  private Map<Partition, Step> replace(
      Map.Entry<TableRef, List<Replacement>> entry,
      SortedMap<Partition, Head> found,
      List<String> created,
      SeenCheck seen)
      throws SQLException {
    TableRef table = entry.getKey();
    List<Replacement> replacements = entry.getValue();
    List<String> values = replacements.stream().map(r -> r.result().partition().value()).toList();
    SortedMap<Partition, Content> live = LiveTable.content(connection, table, values);
    List<Column> columns = columns(entry);
    // Emptied partitions alone need no table, and do not say how one would look.
    if (!columns.isEmpty() && TableShape.apply(connection, table, columns)) {
      created.add(table.qualifiedName());
    }

    List<Replacement> renewed = new ArrayList<>();
    for (Replacement replacement : replacements) {
      Partition partition = replacement.result().partition();
      Optional<Head> head = Optional.ofNullable(found.get(partition));
      Content there = live.getOrDefault(partition, Content.EMPTY);
      seen.require(table, replacement, there.fullChecksum(), head.orElse(Head.none(partition)));
      if (staying(replacement, there, head).isEmpty()) {
        renewed.add(replacement);
      }
    }
    Map<StagedFile, StagedFile> files =
        kept.keepAll(renewed.stream().flatMap(r -> r.result().files().stream()).toList());
    Map<Partition, Step> steps = new LinkedHashMap<>();
    Map<Partition, List<StagedFile>> toReplace = new TreeMap<>();
    for (Replacement replacement : replacements) {
      Partition partition = replacement.result().partition();
      Optional<Head> head = Optional.ofNullable(found.get(partition));
      Content there = live.getOrDefault(partition, Content.EMPTY);
      Optional<Head> staying = staying(replacement, there, head);
      Step step =
          staying.isPresent()
              ? new Step(
                  learned(staying.get(), replacement),
                  published(replacement, Action.SKIPPED, there, there, staying.get().version()),
                  staying.get())
              : step(table, replacement, there, head, newHead(replacement, files));
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

  /**
   * The head that stays, with its version and files: where it and the rows there are as wanted. A
   * rollback that only forgets what a head has learned leaves what somebody wrote there since.
   */
  private Optional<Head> staying(Replacement replacement, Content live, Optional<Head> head) {
    String wanted = replacement.result().content().fullChecksum();
    return head.filter(h -> h.content().fullChecksum().equals(wanted))
        .filter(h -> live.fullChecksum().equals(wanted) || run.takesBack().isRollback());
  }

  private Step step(
      TableRef table, Replacement replacement, Content live, Optional<Head> head, Head next)
      throws SQLException {
    Content wanted = replacement.result().content();
    boolean sameRows = live.fullChecksum().equals(wanted.fullChecksum());
    Action action =
        sameRows ? Action.SKIPPED : wanted.rows() == 0 ? Action.EMPTIED : Action.REPLACED;
    Head before = head.orElse(Head.none(next.partition()));
    return new Step(
        next,
        published(replacement, action, live, wanted, next.version()),
        action == Action.SKIPPED || live.fullChecksum().equals(before.content().fullChecksum())
            ? before
            : before.found(live, exported(table, next.partition(), live)));
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
  private List<StagedFile> exported(TableRef table, Partition partition, Content live)
      throws SQLException {
    if (live.rows() == 0) {
      return List.of();
    }
    Path scratch = kept.scratch();
    try {
      return List.of(kept.keep(PartitionExport.run(connection, table, partition.value(), scratch)));
    } finally {
      kept.discard(scratch);
    }
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
  private Head newHead(Replacement replacement, Map<StagedFile, StagedFile> files) {
    return new Head(
        replacement.result().partition(),
        replacement.expectedVersion() + 1,
        run.runId(),
        replacement.result().files().stream().map(files::get).toList(),
        replacement.result().content(),
        replacement.completeness(),
        replacement.result().inputs());
  }
}
