package dev.medallion.replay.transforms.flow.shard;

import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.GrainSql;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.Table;
import java.util.List;
import java.util.Locale;

/** Refuses rows that are not on the first day of their partition, where the grain wants that. */
public final class FirstDays {
  private FirstDays() {}

  /**
   * Refuses.
   *
   * @param rows a relation with the table's partition column
   * @throws ModelContradiction with up to three days that are none
   */
  public static void require(DuckDbSession session, Table table, String rows) {
    if (!table.grain().keepsFirstDay()) {
      return;
    }
    String column = Sql.identifier(table.partitionBy().column());
    List<String> others =
        session.query(
            """
            SELECT DISTINCT CAST(%1$s AS VARCHAR) AS day FROM %2$s
            WHERE %1$s <> %3$s ORDER BY day LIMIT 3
            """
                .formatted(column, rows, GrainSql.firstDay(table.grain(), column)),
            row -> row.getString(1));
    if (!others.isEmpty()) {
      String grain = table.grain().name().toLowerCase(Locale.ROOT);
      throw new ModelContradiction(
          table.sqlFile()
              + ": "
              + table.partitionBy().column()
              + " is "
              + String.join(", ", others)
              + ", but in a table of grain "
              + grain
              + " it must be the "
              + grain
              + "'s first day. Select date_trunc('"
              + grain
              + "', <the row's day>)::DATE AS "
              + table.partitionBy().column()
              + ", and the day itself, if it is needed, under another name");
    }
  }
}
