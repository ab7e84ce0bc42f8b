package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.ColumnTypes;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.LeaseResult;
import dev.medallion.replay.transforms.warehouse.Liveness;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.Pruned;
import dev.medallion.replay.transforms.warehouse.PublicationRules;
import dev.medallion.replay.transforms.warehouse.PublicationRules.Decision;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedTable;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Tables.TypeChange;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseStatus;
import dev.medallion.replay.transforms.warehouse.WarehouseView;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The embedded warehouse: real SQL tables in one DuckDB file, which is open only while it is read
 * or published to. A change set, with data, heads and journal, is one transaction.
 */
public final class DuckDbWarehouse implements Warehouse {
  private final DuckDbFile file;
  private final WarehouseState state;
  private final KeptFiles kept;
  private final Liveness liveness;
  private final CellText text;

  private DuckDbWarehouse(Path file, Address state, DuckDbSettings settings, Liveness liveness) {
    this.file = new DuckDbFile(file, settings);
    this.state = new WarehouseState(this.file.path(), state);
    this.kept = new KeptFiles(state);
    this.liveness = liveness;
    this.text = new CellText(settings.zone());
  }

  /**
   * A warehouse that need not exist yet.
   *
   * @param state where the published files are kept
   */
  public static DuckDbWarehouse of(Path file, Address state, DuckDbSettings settings) {
    return of(file, state, settings, new ProcessLiveness());
  }

  static DuckDbWarehouse of(Path file, Address state, DuckDbSettings settings, Liveness liveness) {
    return new DuckDbWarehouse(file, state, settings, liveness);
  }

  @Override
  public String address() {
    return "duckdb:" + file.path();
  }

  @Override
  public ColumnTypes columnTypes() {
    return new DuckDbTypes();
  }

  @Override
  public WarehouseView read(Collection<TableRef> tables) {
    requireForNew();
    return whereOurs(
        connection ->
            new WarehouseView(
                new HeadStore(kept).read(connection, tables),
                new JournalStore(connection, kept).newestNumber()),
        WarehouseView.EMPTY);
  }

  @Override
  public List<PublishedTable> tables() {
    return file.exists()
        ? file.read(
            connection ->
                isOurs(connection) ? PublishedTables.read(connection) : List.<PublishedTable>of())
        : List.of();
  }

  @Override
  public List<Column> describe(TableRef table) {
    return file.exists()
        ? file.read(connection -> LiveTable.columns(connection, table))
        : List.of();
  }

  @Override
  public SortedMap<TableRef, List<TypeChange>> typeChanges(Map<TableRef, List<Column>> wanted) {
    SortedMap<TableRef, List<TypeChange>> changes =
        new TreeMap<>(Comparator.comparing(TableRef::qualifiedName));
    if (!file.exists()) {
      return changes;
    }
    return file.read(
        connection -> {
          for (Map.Entry<TableRef, List<Column>> table : wanted.entrySet()) {
            changes.put(
                table.getKey(),
                TableShape.typeChanges(connection, table.getKey(), table.getValue()));
          }
          changes.values().removeIf(List::isEmpty);
          return changes;
        });
  }

  @Override
  public SortedMap<Partition, Content> liveContent(Map<TableRef, ? extends Set<String>> wanted) {
    SortedMap<Partition, Content> content = new TreeMap<>();
    if (!file.exists()) {
      return content;
    }
    return file.read(
        connection -> {
          for (Map.Entry<TableRef, ? extends Set<String>> table : wanted.entrySet()) {
            content.putAll(LiveTable.content(connection, table.getKey(), table.getValue()));
          }
          return content;
        });
  }

  @Override
  public boolean find(KeyLookup lookup, Path target) {
    return file.exists() && file.read(connection -> KeySearch.run(connection, lookup, target));
  }

  @Override
  public StagedFile export(TableRef table, String partition, Path target) {
    return file.read(connection -> PartitionExport.run(connection, table, partition, target));
  }

  @Override
  public PublishReport publish(ChangeSet changes, PublishContext run, PublicationRules rules) {
    requireForNew();
    return file.write(
        connection -> {
          prepare(connection);
          Decision decision =
              rules.decide(changes, run, new DuckDbUnit(connection, kept, liveness));
          return decision instanceof Decision.Publish publish
              ? new PlanExecution(connection, kept, publish.plan()).run()
              : ((Decision.AlreadyPublished) decision).report();
        });
  }

  @Override
  public boolean hasPublished(String runId) {
    return file.exists()
        && file.read(
            connection ->
                isOurs(connection) && new JournalStore(connection, kept).hasPublished(runId));
  }

  @Override
  public Optional<JournalRun> applied(String changeSet) {
    return whereOurs(
        connection -> new JournalReader(connection, kept).applied(changeSet), Optional.empty());
  }

  @Override
  public JournalView journal(String runId) {
    return whereOurs(
        connection -> new JournalReader(connection, kept).read(runId), JournalView.EMPTY);
  }

  @Override
  public Pruned prune(int keepVersions, Set<String> inUse) {
    // While the file is read nobody publishes, so no file is kept that no head names yet.
    return whereOurs(
        connection -> new KeptVersions(connection, kept).prune(keepVersions, inUse),
        new Pruned(0, 0));
  }

  @Override
  public LeaseResult acquire(LeaseRequest request) {
    requireForNew();
    return file.write(
        connection -> {
          prepare(connection);
          return new LeaseStore(connection, liveness).acquire(request);
        });
  }

  @Override
  public void release(String runId) {
    if (!file.exists()) {
      return;
    }
    file.write(
        connection -> {
          if (isOurs(connection)) {
            new LeaseStore(connection, liveness).release(runId);
          }
          return runId;
        });
  }

  @Override
  public List<DeadLetter> deadLetters(Optional<DayRange> arrived) {
    if (!file.exists()) {
      return List.of();
    }
    return file.read(
        connection ->
            isOurs(connection) ? new DeadLetterStore(connection).read(arrived) : List.of());
  }

  @Override
  public WarehouseStatus status() {
    if (!file.exists()) {
      return WarehouseStatus.EMPTY;
    }
    return file.read(
        connection ->
            isOurs(connection)
                ? new WarehouseStatus(
                    new LeaseStore(connection, liveness).status(), OpenPartitions.read(connection))
                : WarehouseStatus.EMPTY);
  }

  @Override
  public QueryResult query(String sql, int limit) {
    return file.readLocked(connection -> UserQuery.run(connection, sql, limit, text));
  }

  private <T> T whereOurs(DuckDbFile.Work<T> work, T otherwise) {
    return file.exists()
        ? file.read(connection -> isOurs(connection) ? work.on(connection) : otherwise)
        : otherwise;
  }

  /** A file that is refused is not made, either. */
  private void requireForNew() {
    if (!file.exists()) {
      state.requireForNew();
    }
  }

  private void prepare(Connection connection) throws SQLException {
    OpsSchema.create(connection);
    state.claim(connection);
  }

  private boolean isOurs(Connection connection) throws SQLException {
    if (!OpsSchema.exists(connection)) {
      state.requireForNew();
      return false;
    }
    OpsSchema.requireKnown(connection);
    state.require(connection);
    return true;
  }
}
