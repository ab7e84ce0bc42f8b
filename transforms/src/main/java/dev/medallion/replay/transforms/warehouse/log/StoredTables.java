package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.JobForecast;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.NotPublishableException;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Tables;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The tables of a warehouse whose heads are in a log. Only jobs write them. */
public interface StoredTables extends Tables {
  /**
   * Writes the live rows that hold one of the keys to a file.
   *
   * @return whether there is such a table
   */
  boolean find(KeyLookup lookup, Path file);

  /** Writes the live rows of a partition to a file, which must not exist. */
  StagedFile export(TableRef table, String partition, Path file);

  /**
   * What the warehouse says of when partitions were written last.
   *
   * @return those of which it says something
   */
  SortedMap<String, String> lastModified(TableRef table, Collection<String> partitions);

  /** The columns of files, in order. */
  List<Column> columnsOf(List<StagedFile> files);

  /**
   * Refuses what could not be published, before anything is written.
   *
   * @param replacements that write rows
   * @throws NotPublishableException what is in the way, and the way out
   */
  default void requirePublishable(Collection<Replacement> replacements) {}

  /**
   * The jobs that it would take to publish; empty where the warehouse has no jobs with quotas.
   *
   * @param replacements that write rows, or remove them
   */
  default Optional<JobForecast> forecast(Collection<Replacement> replacements) {
    return Optional.empty();
  }

  /** Whether it has tables that people ask what runs did. */
  default boolean hasOps() {
    return false;
  }

  /**
   * Appends rows to such a table, unless that was done.
   *
   * @param key what these rows are, among all that are ever appended to the table
   * @param rows each in the order of the table's columns
   */
  default void append(OpsTable table, String key, List<List<Object>> rows) {}

  /** Runs a SELECT, without the means to write. */
  QueryResult query(String sql, int limit);
}
