package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.warehouse.EntityRef;
import dev.medallion.replay.transforms.warehouse.Journal;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedTable;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.WarehouseWork;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The journal, as the log has it: the entries of the publications that have ended. They are read
 * when somebody asks for them.
 */
final class LogJournal implements Journal {
  private final StateLog log;
  private final LogState state;
  private final StoredTables tables;

  private List<PublishedTable> published = List.of();

  LogJournal(StateLog log, LogState state, StoredTables tables) {
    this.log = log;
    this.state = state;
    this.tables = tables;
  }

  /** The publications that wrote something, in their order. */
  List<JournalRecord> records() {
    return state.closed().values().stream()
        .sorted(Comparator.comparing(Entry.Closed::number))
        .flatMap(closed -> record(closed).stream())
        .filter(JournalRecord::isAnyPublished)
        .toList();
  }

  /** A publication that has ended, if the journal tells of it. */
  Optional<JournalRecord> record(Entry.Closed closed) {
    try {
      Entry.Intent intent = (Entry.Intent) log.entry(closed.intent());
      List<Ending> endings =
          closed.done() ? List.of() : ((Entry.Abandoned) log.entry(closed.number())).endings();
      return intent
          .journal()
          .map(page -> new JournalRecord(closed.number(), intent, page, endings));
    } catch (StorageException e) {
      throw new WarehouseException("can't read the journal: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<PublishReport> published(String runId) {
    return Optional.ofNullable(state.closed().get(runId))
        .flatMap(
            closed ->
                record(closed)
                    .filter(JournalRecord::isAnyPublished)
                    .map(r -> r.report(work(closed))));
  }

  /** What it cost; nothing where it could not be carried out. */
  WarehouseWork work(Entry.Closed closed) {
    try {
      return closed.done() ? ((Entry.Done) log.entry(closed.number())).work() : WarehouseWork.NONE;
    } catch (StorageException e) {
      throw new WarehouseException("can't read the journal: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> newest() {
    List<JournalRecord> records = records();
    return records.isEmpty()
        ? Optional.empty()
        : Optional.of(records.get(records.size() - 1).intent().runId());
  }

  @Override
  public long newestNumber() {
    return state.closed().values().stream().mapToLong(Entry.Closed::number).max().orElse(0);
  }

  @Override
  public String newestOf(TableRef table, String partition) {
    return records().stream()
        .filter(
            r ->
                r.lines().stream()
                    .map(JournalPage.Line::published)
                    .anyMatch(
                        p ->
                            p.table().equals(table.qualifiedName())
                                && p.partition().value().equals(partition)))
        .reduce((first, last) -> last)
        .map(r -> r.intent().runId())
        .orElse("");
  }

  @Override
  public List<PublishedTable> tables() {
    if (published.isEmpty()) {
      published = publishedTables();
    }
    return published;
  }

  private List<PublishedTable> publishedTables() {
    SortedMap<String, PublishedTable> published = new TreeMap<>();
    Map<TableRef, Boolean> there = new HashMap<>();
    for (JournalRecord record : records()) {
      for (JournalPage.Line line : record.lines()) {
        TableRef table = TableRef.of(record.replacement(line));
        published.put(
            table.qualifiedName(),
            new PublishedTable(
                table,
                record.page().run().model(),
                ZoneId.of(record.page().target().zone()),
                record.page().target().entity(table),
                there.computeIfAbsent(table, t -> !tables.describe(t).isEmpty())));
      }
    }
    return List.copyOf(published.values());
  }

  /** Whose rows the tables have, as the warehouse names them. */
  SortedMap<String, EntityRef> entities() {
    SortedMap<String, EntityRef> entities = new TreeMap<>();
    tables().forEach(t -> t.entity().ifPresent(e -> entities.put(t.table().qualifiedName(), e)));
    return entities;
  }

  /** The newest run that published this change set, if every version that it made is the newest. */
  Optional<JournalRun> applied(String changeSet) {
    return records().stream()
        .filter(JournalRecord::isDone)
        .filter(r -> r.intent().changes().digest().equals(changeSet))
        .reduce((first, last) -> last)
        .filter(r -> r.lines().stream().allMatch(l -> stands(l)))
        .map(r -> r.page().run());
  }

  private boolean stands(JournalPage.Line line) {
    Partition partition = line.published().partition();
    return Optional.ofNullable(state.heads().get(partition))
        .map(Head::version)
        .filter(v -> v == line.published().version())
        .isPresent();
  }

  /** Heads that are open, each with how the warehouse names its table. */
  List<NamedHead> named() {
    SortedMap<String, String> names = new TreeMap<>();
    tables().forEach(t -> names.put(t.table().name(), t.table().qualifiedName()));
    List<NamedHead> named = new ArrayList<>();
    state
        .heads()
        .values()
        .forEach(
            h ->
                named.add(
                    new NamedHead(
                        names.getOrDefault(h.partition().table(), h.partition().table()), h)));
    return named;
  }

  /**
   * A head.
   *
   * @param table as the warehouse names it
   */
  record NamedHead(String table, Head head) {}
}
