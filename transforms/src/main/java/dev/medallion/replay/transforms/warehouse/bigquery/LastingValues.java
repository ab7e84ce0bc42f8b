package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Field.Mode;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.warehouse.NotPublishableException;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Refuses to replace values that no rollback could bring back. */
final class LastingValues {
  private LastingValues() {}

  /**
   * Refuses rows with such a value.
   *
   * @param rows of the partition
   * @throws NotPublishableException with the columns that have one, and the way out
   */
  static void require(TableRef table, String partition, Collection<Field> fields, LocalRows rows) {
    List<Field> lost =
        fields.stream().filter(f -> !MadeOfText.isPossible(f) && hasValues(f, rows)).toList();
    if (!lost.isEmpty()) {
      throw new NotPublishableException(
          List.of(
              Text.format(
                  "somebody else wrote values to %s, partition %s, that no rollback could bring"
                      + " back: %s. Copy them to a table of your own, and drop the column or set it"
                      + " to NULL there; then run again",
                  table.qualifiedName(),
                  partition,
                  lost.stream()
                      .map(f -> f.getName() + " " + Fields.text(f))
                      .collect(Collectors.joining(", ")))));
    }
  }

  private static boolean hasValues(Field field, LocalRows rows) {
    String name = Sql.identifier(field.getName());
    String hasOne = field.getMode() == Mode.REPEATED ? "len(" + name + ") > 0" : name + " NOTNULL";
    return rows.query(
                "SELECT count(*) FROM " + LocalRows.ROWS + " WHERE " + hasOne,
                row -> row.getLong(1))
            .get(0)
        > 0;
  }
}
