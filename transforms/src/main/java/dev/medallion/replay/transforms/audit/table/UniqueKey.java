package dev.medallion.replay.transforms.audit.table;

import dev.medallion.replay.transforms.audit.NamedAudit;
import dev.medallion.replay.transforms.audit.Observation;
import dev.medallion.replay.transforms.duckdb.Sql;
import dev.medallion.replay.transforms.model.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * A key names one row: within what is published now, and against the partitions that stay.
 *
 * <p>An entity that moved from a partition that stays is {@link Affected}'s; here it is looked at
 * only where that does not look.
 */
public final class UniqueKey extends NamedAudit<TableUnderAudit> {
  public UniqueKey() {
    super("unique_key", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(TableUnderAudit seen) {
    List<Observation> found = new ArrayList<>();
    String name = seen.table().name();
    String key = String.join(", ", seen.table().key());
    found.addAll(
        seen.session()
            .query(
                repeated(seen.staged(seen.table()), Sql.identifiers(seen.table().key())),
                row ->
                    new Observation(
                        name,
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(2) + " keys (" + key + ") name more than one row",
                        "look for a join in "
                            + seen.table().sqlFile()
                            + " that multiplies rows, or make the table's key longer")));
    if (!Affected.looksAt(seen.table())) {
      found.addAll(
          seen.session()
              .query(
                  "SELECT s._partition, p._partition, count(*) FROM "
                      + seen.staged(seen.table())
                      + " s JOIN "
                      + seen.standing(seen.table())
                      + " p ON "
                      + seen.sameKey("s", "p")
                      + " GROUP BY 1, 2 ORDER BY 1, 2",
                  row ->
                      new Observation(
                          name,
                          row.getString(1),
                          row.getLong(3),
                          row.getLong(3)
                              + " keys ("
                              + key
                              + ") also stand in partition "
                              + row.getString(2)
                              + ", which is outside the window",
                          "replay a window that holds both, or --expand=affected")));
    }
    return found;
  }

  /**
   * Keys are counted by their hashes, which take a quarter of the memory; what repeats, by value.
   */
  private static String repeated(String rows, String key) {
    return """
        WITH suspects AS (SELECT hash(%2$s) AS _hash FROM %1$s GROUP BY _hash HAVING count(*) > 1),
        repeated AS (
          SELECT min(_partition) AS _partition FROM %1$s
          WHERE hash(%2$s) IN (SELECT _hash FROM suspects)
          GROUP BY %2$s HAVING count(*) > 1)
        SELECT _partition, count(*) FROM repeated GROUP BY 1 ORDER BY 1
        """
        .formatted(rows, key);
  }
}
