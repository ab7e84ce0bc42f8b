package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.warehouse.ColumnTypes;
import dev.medallion.replay.transforms.warehouse.JobForecast;
import dev.medallion.replay.transforms.warehouse.JournalChange;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.LeaseResult;
import dev.medallion.replay.transforms.warehouse.Liveness;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.PartitionPlan;
import dev.medallion.replay.transforms.warehouse.Pruned;
import dev.medallion.replay.transforms.warehouse.PublicationPlan;
import dev.medallion.replay.transforms.warehouse.PublicationRules;
import dev.medallion.replay.transforms.warehouse.PublicationRules.Decision;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedTable;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.SideBySide;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Tables;
import dev.medallion.replay.transforms.warehouse.Tables.TypeChange;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.WarehouseStatus;
import dev.medallion.replay.transforms.warehouse.WarehouseView;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * A warehouse that has no transactions: its tables are written by jobs, and heads, leases and
 * journal are a log. A change set is published by an intent, jobs, and an entry that it is done; if
 * the publisher stops in between, the next process that takes a lease or publishes completes it.
 */
public final class LogWarehouse implements Warehouse {
  private final String address;
  private final StateLog log;
  private final StoredTables tables;
  private final Jobs jobs;
  private final KeptFiles kept;
  private final Owner self;
  private final Liveness liveness;
  private final Leases leases;
  private final OpsUpdate ops;
  private final int atATime;

  /** A warehouse whose partitions are written one after the other. */
  LogWarehouse(
      String address,
      StateLog log,
      StoredTables tables,
      Jobs jobs,
      KeptFiles kept,
      Owner self,
      Liveness liveness) {
    this(address, log, tables, jobs, kept, self, liveness, 1);
  }

  /**
   * A warehouse.
   *
   * @param address as messages name it
   * @param self who this is, for a run that holds no lease
   * @param atATime how many partitions are written at once
   */
  public LogWarehouse(
      String address,
      StateLog log,
      StoredTables tables,
      Jobs jobs,
      KeptFiles kept,
      Owner self,
      Liveness liveness,
      int atATime) {
    this.atATime = atATime;
    this.address = address;
    this.log = log;
    this.tables = tables;
    this.jobs = jobs;
    this.kept = kept;
    this.self = self;
    this.liveness = liveness;
    this.leases = new Leases(liveness);
    this.ops = log.ops();
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public ColumnTypes columnTypes() {
    return tables.types();
  }

  @Override
  public WarehouseView read(Collection<TableRef> wanted) {
    LogState state = state();
    return new WarehouseView(unit(state).heads(wanted), unit(state).journal().newestNumber());
  }

  @Override
  public List<PublishedTable> tables() {
    return journal(state()).tables();
  }

  @Override
  public List<Column> describe(TableRef table) {
    return tables.describe(table);
  }

  @Override
  public SortedMap<TableRef, List<TypeChange>> typeChanges(Map<TableRef, List<Column>> wanted) {
    SortedMap<TableRef, List<TypeChange>> changes =
        new TreeMap<>(Comparator.comparing(TableRef::qualifiedName));
    wanted.forEach((table, columns) -> changes.put(table, tables.typeChanges(table, columns)));
    changes.values().removeIf(List::isEmpty);
    return changes;
  }

  @Override
  public SortedMap<Partition, Content> liveContent(Map<TableRef, ? extends Set<String>> wanted) {
    SortedMap<Partition, Content> content = new TreeMap<>();
    Tables live = unit(state()).tables();
    wanted.forEach((table, partitions) -> content.putAll(live.content(table, partitions)));
    return content;
  }

  @Override
  public boolean find(KeyLookup lookup, Path file) {
    return tables.find(lookup, file);
  }

  @Override
  public StagedFile export(TableRef table, String partition, Path file) {
    return tables.export(table, partition, file);
  }

  @Override
  public PublishReport publish(ChangeSet changes, PublishContext run, PublicationRules rules) {
    AtomicReference<PublishReport> earlier = new AtomicReference<>();
    LogPublisher publisher = publisher();
    Optional<LogPublisher.Report> report =
        asked(
            () ->
                publisher.publish(
                    run.runId(),
                    changes,
                    state -> {
                      Decision decision = rules.decide(changes, run, unit(state));
                      if (decision instanceof Decision.Publish publish) {
                        requirePublishable(publish.plan());
                        return Optional.of(
                            new PlannedRequest(publish.plan(), kept, tables)
                                .by(owner(state, run.runId())));
                      }
                      earlier.set(((Decision.AlreadyPublished) decision).report());
                      return Optional.empty();
                    }));
    return report.map(r -> told(changes, r)).orElseGet(earlier::get);
  }

  @Override
  public Optional<JobForecast> forecast(Collection<Replacement> replacements) {
    tables.requirePublishable(replacements);
    return tables.forecast(replacements);
  }

  private void requirePublishable(PublicationPlan plan) {
    tables.requirePublishable(
        plan.partitions().stream()
            .filter(PartitionPlan::writesRows)
            .map(PartitionPlan::replacement)
            .toList());
  }

  private LogPublisher publisher() {
    // Keys are compared by the rules, in the same state of the log.
    return new LogPublisher(
        log,
        jobs,
        liveness,
        (compared, state) -> {},
        LogPublisher.ENTRIES_PER_CHECKPOINT,
        atATime,
        new ChangedSince(tables, () -> unit(state()).tables()));
  }

  private PublishReport told(ChangeSet changes, LogPublisher.Report report) {
    Entry.Intent intent = (Entry.Intent) asked(() -> log.entry(report.intent()));
    return new PublishReport(
        changes.digest(),
        report.alreadyApplied(),
        report.stopped().isPresent(),
        JournalRecord.outcomes(intent.journal().orElseThrow().lines(), report.endings()),
        report.work());
  }

  private Owner owner(LogState state, String runId) {
    return Optional.ofNullable(state.leases().get(runId)).map(Entry.Lease::owner).orElse(self);
  }

  @Override
  public boolean hasPublished(String runId) {
    return journal(state()).published(runId).filter(PublishReport::isWhole).isPresent();
  }

  @Override
  public Optional<JournalRun> applied(String changeSet) {
    return journal(state()).applied(changeSet);
  }

  @Override
  public JournalView journal(String runId) {
    LogState state = state();
    LogJournal journal = journal(state);
    List<JournalRecord> records = journal.records();
    if (records.isEmpty()) {
      return JournalView.EMPTY;
    }
    List<PublishedTable> published = journal.tables();
    SortedMap<Partition, Head> heads = new TreeMap<>();
    state.heads().forEach((partition, head) -> heads.put(partition, unit(state).resolved(head)));
    return new JournalView(
        records.stream().map(r -> r.page().run()).toList(),
        records.stream().flatMap(r -> r.lines().stream().map(r::line)).toList(),
        records.stream()
            .filter(r -> r.intent().runId().equals(runId))
            .flatMap(r -> r.lines().stream().map(line -> change(r, line)))
            .toList(),
        heads,
        published.stream()
            .collect(
                Collectors.toMap(
                    t -> t.table().qualifiedName(),
                    PublishedTable::table,
                    (one, other) -> other,
                    TreeMap::new)),
        journal.entities(),
        published.get(0).zone().getId());
  }

  private JournalChange change(JournalRecord record, JournalPage.Line line) {
    Head replaced =
        line.replaced().withFiles(line.replaced().files().stream().map(kept::resolve).toList());
    List<String> missing =
        replaced.files().stream().map(StagedFile::uri).filter(f -> !kept.isThere(f)).toList();
    return new JournalChange(
        record.line(line),
        record.replacement(line).result().inputs(),
        Optional.of(replaced),
        missing.isEmpty() ? tables.columnsOf(replaced.files()) : List.of(),
        missing);
  }

  @Override
  public Pruned prune(int keepVersions, Set<String> inUse) {
    LogState state = state();
    // Files of an intent are named by no head yet.
    if (!state.open().isEmpty()) {
      return new Pruned(0, 0);
    }
    KeptByLog files = new KeptByLog(state, journal(state).records(), keepVersions);
    if (!files.isAnyOlder()) {
      return new Pruned(0, 0);
    }
    Set<String> needed = new HashSet<>(inUse);
    needed.addAll(files.needed());
    return kept.retain(needed);
  }

  @Override
  public LeaseResult acquire(LeaseRequest request) {
    AtomicReference<Leases.Answer> answer = new AtomicReference<>();
    asked(
        () -> {
          publisher().settle(request.runId());
          return log.append(
              state -> {
                answer.set(leases.take(state, asked(request)));
                return answer.get() instanceof Leases.Answer.Granted granted
                    ? Optional.of(granted.lease())
                    : Optional.empty();
              });
        });
    return answer.get() instanceof Leases.Answer.Granted granted
        ? new LeaseResult.Taken(granted.lease().overtaken())
        : new LeaseResult.Refused(
            ((Leases.Answer.Refused) answer.get())
                .holders().stream().map(Entry.Lease::holder).toList());
  }

  private static Leases.Request asked(LeaseRequest request) {
    return new Leases.Request(
        request.runId(),
        request.owner(),
        request.at(),
        request.partitions(),
        request.share(),
        Optional.of(request.takeOver()).filter(run -> !run.isEmpty()));
  }

  @Override
  public void release(String runId) {
    asked(() -> log.append(state -> Leases.release(state, runId)));
  }

  @Override
  public List<DeadLetter> deadLetters(Optional<DayRange> arrived) {
    return new LogDeadLetters(journal(state()).records(), kept)
        .all().stream()
            .filter(l -> arrived.map(days -> days.contains(l.arrivalDate())).orElse(true))
            .toList();
  }

  @Override
  public WarehouseStatus status() {
    LogState state = state();
    return new WarehouseStatus(
        state.leases().values().stream()
            .map(l -> new WarehouseStatus.Lease(l.holder(), liveness.mayBeAlive(l.owner())))
            .toList(),
        journal(state).named().stream().flatMap(h -> open(h).stream()).toList());
  }

  private static Optional<WarehouseStatus.OpenPartition> open(LogJournal.NamedHead named) {
    Head head = named.head();
    List<String> awaited = RecordedInputs.awaitedInWords(head.inputs());
    return head.completeness().openUntil().isEmpty() && awaited.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new WarehouseStatus.OpenPartition(
                named.table(),
                head.partition().value(),
                head.runId(),
                head.completeness().openUntilDay(),
                awaited));
  }

  @Override
  public List<String> updateOps() {
    if (!tables.hasOps()) {
      return List.of();
    }
    return ops.run(this::state, this::addToOps);
  }

  private void addToOps(LogState state, Entry.Closed publication) {
    LogJournal journal = journal(state);
    Optional<JournalRecord> record =
        journal.record(publication).filter(JournalRecord::isAnyPublished);
    if (record.isEmpty()) {
      return;
    }
    List<DeadLetter> letters =
        record.get().isDone()
            ? new LogDeadLetters(List.of(), kept).broughtBy(record.get())
            : List.of();
    List<Callable<Boolean>> appends = new ArrayList<>();
    OpsRows.of(record.get(), journal.work(publication).usage(), letters)
        .forEach(
            (table, rows) ->
                appends.add(
                    () -> {
                      tables.append(table, key(state, publication), rows);
                      return true;
                    }));
    SideBySide.all("append to the ops tables", appends.size(), appends);
  }

  /** A state that was made anew never takes an old job for its own. */
  private static String key(LogState state, Entry.Closed publication) {
    return state.log().orElseThrow() + "/" + publication.runId() + "/" + publication.number();
  }

  @Override
  public QueryResult query(String sql, int limit) {
    return tables.query(sql, limit);
  }

  private LogState state() {
    return asked(log::read);
  }

  private LogJournal journal(LogState state) {
    return new LogJournal(log, state, tables);
  }

  private LogUnit unit(LogState state) {
    return new LogUnit(state, journal(state), tables, kept, liveness);
  }

  /** Something that is asked of the log. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws StorageException;
  }

  private static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (StorageException e) {
      throw new WarehouseException("the state log failed: " + e.getMessage(), e);
    }
  }
}
