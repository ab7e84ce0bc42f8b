package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.StoredValues;
import dev.medallion.replay.transforms.flow.shard.ModelContradiction;
import dev.medallion.replay.transforms.model.Table;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The published rows that a run of some scopes leaves as they are, whoever wrote them.
 *
 * <p>A partition is replaced with the columns that the model has. A value in another column would
 * be lost with nobody having asked for it, so such rows are refused.
 *
 * @param columns as they are stored
 * @param areThese a condition
 */
record CarriedRows(Table table, List<Column> columns, String areThese) {

  /**
   * Inserts them.
   *
   * @param into a table with these columns
   * @param published a relation of the published files
   */
  void insert(DuckDbSession session, String into, String published) {
    refuseValuesElsewhere(session, published);
    session.execute(
        "INSERT INTO "
            + into
            + " BY NAME SELECT * FROM ("
            + StoredValues.shownOfMany(columns, published)
            + ") WHERE "
            + areThese);
  }

  private void refuseValuesElsewhere(DuckDbSession session, String published) {
    Set<String> known =
        columns.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    List<String> others =
        session.describe(published).stream()
            .filter(c -> !c.isHidden() && !known.contains(c.name().toLowerCase(Locale.ROOT)))
            .map(Column::name)
            .toList();
    for (String other : others) {
      long values =
          session.single(
              "SELECT count("
                  + Sql.identifier(other)
                  + ") FROM "
                  + published
                  + " WHERE "
                  + areThese,
              row -> row.getLong(1));
      if (values > 0) {
        throw new ModelContradiction(
            "%s: published rows of other scopes hold values in column %s, which the model does not have, and would lose them. Select the column again, or replay without --scope"
                .formatted(table.qualifiedName(), other));
      }
    }
  }
}
