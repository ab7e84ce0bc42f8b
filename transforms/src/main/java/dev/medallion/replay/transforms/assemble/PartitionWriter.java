package dev.medallion.replay.transforms.assemble;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.build.VersionOrder;
import dev.medallion.replay.transforms.changeset.Content;
import dev.medallion.replay.transforms.changeset.PartitionResult;
import dev.medallion.replay.transforms.changeset.StagedFile;
import dev.medallion.replay.transforms.digest.Sha256;
import dev.medallion.replay.transforms.duckdb.Column;
import dev.medallion.replay.transforms.duckdb.DuckDbSession;
import dev.medallion.replay.transforms.duckdb.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Writes one partition's rows to staging, sorted by key, and says what they are. */
final class PartitionWriter {
  private final DuckDbSession session;
  private final Path folder;
  private final String attempt;

  /**
   * @param folder the run's staging of partitions
   * @param attempt tells the files of two attempts at the same partition apart
   */
  PartitionWriter(DuckDbSession session, Path folder, String attempt) {
    this.session = session;
    this.folder = folder;
    this.attempt = attempt;
  }

  /**
   * @param content what the rows are
   * @param rows a relation, or a query in brackets
   * @param columns all of its columns
   */
  PartitionResult write(
      Partition partition,
      Content content,
      String rows,
      List<Column> columns,
      List<String> key,
      SortedMap<String, String> inputs) {
    if (content.rows() == 0) {
      return new PartitionResult(partition, columns, List.of(), Content.EMPTY, inputs);
    }
    List<String> order = order(columns.stream().map(Column::name).toList(), key);
    Path file = file(partition);
    session.copyToParquet(
        "SELECT "
            + Sql.identifiers(columns.stream().map(Column::name).toList())
            + " FROM "
            + rows
            + " ORDER BY "
            + Sql.identifiers(order),
        file);
    return new PartitionResult(
        partition, columns, List.of(staged(file, content.rows())), content, inputs);
  }

  /** By key; what ends a tie is the version's place, or where a row has none, all that is left. */
  private static List<String> order(List<String> columns, List<String> key) {
    List<String> order = new ArrayList<>(key);
    if (columns.containsAll(VersionOrder.COLUMNS)) {
      order.addAll(VersionOrder.COLUMNS);
    } else {
      columns.stream().filter(c -> !key.contains(c)).forEach(order::add);
    }
    return order;
  }

  private Path file(Partition partition) {
    try {
      Path table = Files.createDirectories(folder.resolve(partition.table()));
      return table.resolve(partition.value() + "-" + attempt + ".parquet");
    } catch (IOException e) {
      throw new UncheckedIOException("could not make a folder in " + folder, e);
    }
  }

  private static StagedFile staged(Path file, long rows) {
    try {
      return new StagedFile(file.toString(), Sha256.ofFile(file), rows, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read back " + file, e);
    }
  }
}
