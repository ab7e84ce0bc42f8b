package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The current content of the tables, whoever wrote it, and the content of staged files. */
public interface Tables {
  /** How the warehouse stores columns. */
  ColumnTypes types();

  /** The columns of a table as it stands, in order; none where there is no such table. */
  List<Column> describe(TableRef table);

  /**
   * The wanted columns that a table holds under the same name with another type.
   *
   * @return nothing where there is no such table
   */
  List<TypeChange> typeChanges(TableRef table, List<Column> wanted);

  /**
   * A column that would change its type.
   *
   * @param from the type that it has
   * @param to the type that was wanted
   */
  record TypeChange(String column, String from, String to) {}

  /** What partitions of a table hold; those without rows are left out. */
  SortedMap<Partition, Content> content(TableRef table, Collection<String> partitions);

  /**
   * Compares where keys stand now with where they were found.
   *
   * @param replaced partitions that are not looked at
   * @return the first partition of the table in which one of them was written or taken away since
   */
  Optional<String> moved(KeyRead read, Collection<String> replaced);

  /**
   * Looks for keys of new rows in the other partitions of their table.
   *
   * @param key the columns that the keys are values of
   * @param files the new rows
   * @param replaced partitions that are not looked at
   * @return the first partition that holds one of them
   */
  Optional<String> elsewhere(
      TableRef table, List<String> key, List<StagedFile> files, Collection<String> replaced);

  /** Keeps the live rows of a partition as a file; the table must be there. */
  StagedFile export(TableRef table, String partition);

  /**
   * How many rows the files have of each partition; {@code null} as text stands for rows without
   * one.
   */
  SortedMap<String, Long> rowsByPartition(TableRef table, List<StagedFile> files);
}
