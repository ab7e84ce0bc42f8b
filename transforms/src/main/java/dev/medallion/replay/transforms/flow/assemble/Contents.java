package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.RowChecksum;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows, checksums and sizes of partitions. */
final class Contents {
  private Contents() {}

  /**
   * What rows are.
   *
   * @param bytes about what they take, uncompressed
   */
  record Measured(Content content, long bytes) {
    static final Measured EMPTY = new Measured(Content.EMPTY, 0);
  }

  /** What a relation holds. */
  static Measured of(DuckDbSession session, String rows, List<Column> columns) {
    return session.single("SELECT " + content(columns) + " FROM " + rows, row -> read(row, 1));
  }

  /**
   * What each partition of a table holds, by its value; one without rows is not among them. One
   * query for all of them: until it reads the first row it takes milliseconds.
   *
   * @param rows a relation with the table's rows
   */
  static Map<String, Measured> byPartition(
      DuckDbSession session, String rows, Table table, List<Column> columns) {
    if (table.grain() == Grain.NONE) {
      return Map.of(Grain.ALL, of(session, rows, columns));
    }
    Map<String, Measured> contents = new HashMap<>();
    session.query(
        "SELECT "
            + GrainSql.firstDay(table.grain(), Sql.identifier(table.partitionBy().column()))
            + ", "
            + content(columns)
            + " FROM "
            + rows
            + " GROUP BY 1",
        row ->
            contents.put(table.grain().valueOf(row.getObject(1, LocalDate.class)), read(row, 2)));
    return contents;
  }

  private static String content(List<Column> columns) {
    return String.join(
        ", ",
        "count(*)",
        RowChecksum.ofContent(columns),
        RowChecksum.ofAll(columns),
        RowChecksum.bytes(columns));
  }

  private static Measured read(ResultSet row, int from) throws SQLException {
    return new Measured(
        new Content(row.getLong(from), row.getString(from + 1), row.getString(from + 2)),
        row.getLong(from + 3));
  }
}
