package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Writes one partition's rows to staging, sorted by key, and says what they are. */
final class PartitionWriter {
  /** Rows of so many bytes are sorted in the least memory that a session has. */
  private static final long PART_BYTES = 64L << 20;

  private static final int MOST_PARTS = 64;

  /** Where the version of a row lies. */
  private static final List<String> PLACE = List.of("_object", "_position");

  private final DuckDbSession session;
  private final Address folder;
  private final String attempt;
  private final long partBytes;

  /**
   * @param folder the run's staging of partitions
   * @param attempt tells the files of two attempts at the same partition apart
   */
  PartitionWriter(DuckDbSession session, Address folder, String attempt) {
    this(session, folder, attempt, PART_BYTES);
  }

  /** The same with parts of another size. */
  PartitionWriter(DuckDbSession session, Address folder, String attempt, long partBytes) {
    this.partBytes = partBytes;
    this.session = session;
    this.folder = folder;
    this.attempt = attempt;
  }

  /**
   * Writes the rows, in as many files as it takes to sort each in a session's memory.
   *
   * @param measured what the rows are
   * @param rows a relation, or a query in brackets
   * @param columns all of its columns
   */
  PartitionResult write(
      Partition partition,
      Contents.Measured measured,
      String rows,
      List<Column> columns,
      List<String> key,
      SortedMap<String, String> inputs) {
    long total = measured.content().rows();
    if (total == 0) {
      return new PartitionResult(partition, columns, List.of(), Content.EMPTY, inputs);
    }
    List<String> names = columns.stream().map(Column::name).toList();
    String select = "SELECT " + Sql.identifiers(names) + " FROM " + rows;
    String order = " ORDER BY " + Sql.identifiers(order(names, key));
    int parts = parts(measured.bytes());
    List<StagedFile> files = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      try (Outgoing file = Outgoing.to(address(partition, part))) {
        session.copyToParquet(select + inPart(key, part, parts) + order, file.path());
        long written = parts == 1 ? total : rowsOf(file.path());
        if (written > 0) {
          files.add(StagedFile.of(file, written));
        }
      }
    }
    return new PartitionResult(partition, columns, files, measured.content(), inputs);
  }

  /**
   * DuckDB sorts texts in memory alone. Each part is another pass over the rows: a partition that
   * is huge is cut in larger ones.
   */
  private int parts(long bytes) {
    return (int) Math.min(MOST_PARTS, 1 + bytes / partBytes);
  }

  private static String inPart(List<String> key, int part, int parts) {
    return parts == 1
        ? ""
        : " WHERE hash(%s) %% %d = %d".formatted(Sql.identifiers(key), parts, part);
  }

  private long rowsOf(Path file) {
    return session.single(
        "SELECT count(*) FROM " + Sql.parquet(List.of(file.toString())), row -> row.getLong(1));
  }

  /** By key; what ends a tie is the version's place, or where a row has none, all that is left. */
  private static List<String> order(List<String> columns, List<String> key) {
    List<String> order = new ArrayList<>(key);
    if (columns.containsAll(PLACE)) {
      order.addAll(PLACE);
    } else {
      columns.stream().filter(c -> !key.contains(c)).forEach(order::add);
    }
    return order;
  }

  private Address address(Partition partition, int part) {
    return folder
        .resolve(partition.table())
        .resolve(partition.value() + "-" + attempt + "-" + part + ".parquet");
  }
}
