package dev.medallion.replay.transforms.audit.table;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.audit.NamedAudit;
import dev.medallion.replay.transforms.audit.Observation;
import dev.medallion.replay.transforms.build.VersionOrder;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Table;
import java.util.List;

/**
 * An entity that crosses the window's edge leaves no published partition wrong: neither one outside
 * that still holds it, nor one outside that it moved to and that has not got it yet. Publishing one
 * side alone would double or lose the entity.
 */
public final class Affected extends NamedAudit<TableUnderAudit> {
  /** As findings name it. */
  public static final String NAME = "affected";

  public Affected() {
    super(NAME, Severity.BLOCK);
  }

  /** Whether entities of a table can move: a stable partition column saves the look-up. */
  static boolean looksAt(Table table) {
    return table instanceof EntityTable
        && table.grain() != Grain.NONE
        && !table.partitionBy().stable();
  }

  @Override
  public List<Observation> check(TableUnderAudit seen) {
    if (!looksAt(seen.table())) {
      return List.of();
    }
    String published =
        seen.facts().catalog().published(seen.table().name()).stream()
            .map(h -> dev.medallion.replay.transforms.duckdb.Sql.literal(h.partition().value()))
            .collect(java.util.stream.Collectors.joining(", "));
    if (published.isEmpty()) {
      return List.of();
    }
    String stays =
        "SELECT p._partition FROM "
            + seen.standing(seen.table())
            + " p JOIN "
            + seen.staged(seen.table())
            + " s ON "
            + seen.sameKey("p", "s");
    String staysThoughMoved =
        "SELECT p._partition FROM "
            + seen.standing(seen.table())
            + " p JOIN "
            + seen.crossing()
            + " c ON "
            + seen.sameKey("p", "c")
            + " WHERE p._partition <> c._partition";
    String isMissing =
        "SELECT c._partition FROM "
            + seen.crossing()
            + " c LEFT JOIN "
            + seen.standing(seen.table())
            + " p ON p._partition = c._partition AND "
            + seen.sameKey("p", "c")
            + " WHERE c._partition IN ("
            + published
            + ")"
            + " AND (p._version IS NULL OR "
            + VersionOrder.isNewer("c", "p")
            + ")";
    return seen.session()
        .query(
            "SELECT _partition, count(*) FROM ("
                + stays
                + " UNION ALL "
                + staysThoughMoved
                + " UNION ALL "
                + isMissing
                + ") GROUP BY 1 ORDER BY 1",
            row ->
                new Observation(
                    seen.table().name(),
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(2)
                        + " entities moved between the window and this published partition",
                    "--expand=affected replays it with the window, or widen the window to hold it"));
  }
}
