package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.ColumnTypes;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Tables;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tables whose heads say when they were written: what nobody has written since holds what its head
 * says, and is not read.
 */
final class HeadedTables implements Tables {
  private final StoredTables tables;
  private final LogState state;

  HeadedTables(StoredTables tables, LogState state) {
    this.tables = tables;
    this.state = state;
  }

  @Override
  public SortedMap<Partition, Content> content(TableRef table, Collection<String> partitions) {
    SortedMap<String, String> said = tables.lastModified(table, partitions);
    SortedMap<Partition, Content> content = new TreeMap<>();
    List<String> others = new ArrayList<>();
    for (String value : partitions) {
      Head head = state.head(table.partition(value));
      if (head.lastModified().isEmpty() || !head.lastModified().equals(said.get(value))) {
        others.add(value);
      } else if (head.content().rows() > 0) {
        content.put(head.partition(), head.content());
      }
    }
    content.putAll(tables.content(table, others));
    return content;
  }

  @Override
  public ColumnTypes types() {
    return tables.types();
  }

  @Override
  public List<Column> describe(TableRef table) {
    return tables.describe(table);
  }

  @Override
  public List<TypeChange> typeChanges(TableRef table, List<Column> wanted) {
    return tables.typeChanges(table, wanted);
  }

  @Override
  public Optional<String> moved(KeyRead read, Collection<String> replaced) {
    return tables.moved(read, replaced);
  }

  @Override
  public Optional<String> elsewhere(
      TableRef table, List<String> key, List<StagedFile> files, Collection<String> replaced) {
    return tables.elsewhere(table, key, files, replaced);
  }

  @Override
  public StagedFile export(TableRef table, String partition) {
    return tables.export(table, partition);
  }

  @Override
  public SortedMap<String, Long> rowsByPartition(TableRef table, List<StagedFile> files) {
    return tables.rowsByPartition(table, files);
  }
}
