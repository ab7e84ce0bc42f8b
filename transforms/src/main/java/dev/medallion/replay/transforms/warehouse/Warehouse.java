package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.warehouse.Tables.TypeChange;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The warehouse to which partitions are published.
 *
 * <p>Every method may throw {@link WarehouseException}, whose message is for the user, and {@link
 * WarehouseBusyException} if somebody else holds the warehouse. A warehouse that does not exist yet
 * is empty; only {@link #publish} and {@link #acquire} create it.
 */
public interface Warehouse {

  /** How messages and receipts name it, e.g. {@code duckdb:/data/lake.duckdb}. */
  String address();

  /** How it stores columns. */
  ColumnTypes columnTypes();

  /** The heads of all partitions of these tables, in one consistent read. */
  WarehouseView read(Collection<TableRef> tables);

  /** The tables of which partitions are published, and how those are cut. */
  List<PublishedTable> tables();

  /** The columns of a table as it stands, in order; none where there is no such table. */
  List<Column> describe(TableRef table);

  /**
   * The columns that would change their types, of tables as they stand, in one consistent read.
   *
   * @param wanted the columns to be, by table
   * @return nothing of a table that would keep its types, or is not there
   */
  SortedMap<TableRef, List<TypeChange>> typeChanges(Map<TableRef, List<Column>> wanted);

  /**
   * What the tables hold now, whoever wrote it: rows written by hand, and partitions without a
   * head, are seen.
   *
   * @param wanted the partitions of interest, by table
   * @return those that have rows
   */
  SortedMap<Partition, Content> liveContent(Map<TableRef, ? extends Set<String>> wanted);

  /**
   * Writes the live rows that hold one of the keys to a Parquet file, which must not exist, each
   * with its partition's value as {@code _partition}.
   *
   * @return whether there is such a table; without one no file is written
   */
  boolean find(KeyLookup lookup, Path file);

  /**
   * Writes the live rows of one partition to a Parquet file, which must not exist.
   *
   * @throws WarehouseException also where there is no such table
   */
  StagedFile export(TableRef table, String partition, Path file);

  /**
   * Publishes a change set as the rules decide, as atomically as the warehouse can.
   *
   * @throws ConflictException where somebody else published or took over; nothing is written
   */
  PublishReport publish(ChangeSet changes, PublishContext run, PublicationRules rules);

  /**
   * The jobs that publishing would take; empty for a warehouse without jobs.
   *
   * @param replacements that write rows, or remove them
   * @throws WarehouseException where they could not be published: what is in the way, and the way
   *     out
   */
  default Optional<JobForecast> forecast(Collection<Replacement> replacements) {
    return Optional.empty();
  }

  /** Whether a run has published its change set. */
  boolean hasPublished(String runId);

  /**
   * The run that published a change set, if all that it published still stands.
   *
   * @param changeSet its digest
   */
  Optional<JournalRun> applied(String changeSet);

  /** What the journal says, with all that is needed to take a run back. */
  JournalView journal(String runId);

  /**
   * Deletes kept files that none of the newest versions of any partition needs; never one that a
   * head names.
   *
   * @param keepVersions how many versions of a partition keep their files, at least 1
   * @param inUse digests of files that stay all the same, as runs that have not ended read them
   */
  Pruned prune(int keepVersions, Set<String> inUse);

  /** Takes leases of all partitions of the request, or of none. */
  LeaseResult acquire(LeaseRequest request);

  /** Gives back all leases of a run. */
  void release(String runId);

  /**
   * The dead letters that are published, each with its raw bytes.
   *
   * @param arrived those of these arrival dates; empty: all
   */
  List<DeadLetter> deadLetters(Optional<DayRange> arrived);

  /** Who holds leases, and which published partitions are still open. */
  WarehouseStatus status();

  /**
   * Adds to the tables that people ask what runs did, once something was published. A warehouse
   * whose own tables say so has nothing to add.
   *
   * @return why they lack something all the same, as notes for people; nothing is thrown
   */
  default List<String> updateOps() {
    return List.of();
  }

  /**
   * Runs a SELECT, without the means to write or to reach other files.
   *
   * @param limit how many rows to return at most
   */
  QueryResult query(String sql, int limit);
}
