package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.audit.TableAudited.RowDiff;
import java.util.List;
import java.util.stream.Collectors;

/** Compares the staged rows with the published ones that they replace, row by row. */
final class RowDiffs {
  private RowDiffs() {}

  /** One diff a partition that has rows on either side, as far as the share's keys tell. */
  static List<RowDiff> of(TableUnderAudit seen, KeyShare share) {
    if (seen.replacesRows()) {
      return share.looksAtKeys() ? compared(seen) : List.of();
    }
    return share.looksAtWhole() ? added(seen) : List.of();
  }

  /** Where nothing is published yet, every row is added: how many they are is known. */
  private static List<RowDiff> added(TableUnderAudit seen) {
    return seen.facts().catalog().built(seen.table().name()).stream()
        .filter(built -> built.content().rows() > 0)
        .map(built -> new RowDiff(built.partition().value(), built.content().rows(), 0, 0, 0))
        .toList();
  }

  private static List<RowDiff> compared(TableUnderAudit seen) {
    String changed =
        seen.facts().model().columns(seen.table().name()).stream()
            .filter(c -> !c.isHidden() && !seen.table().key().contains(c.name()))
            .map(Column::name)
            .map(Sql::identifier)
            .map(c -> "s." + c + " IS DISTINCT FROM p." + c)
            .collect(Collectors.joining(" OR "));
    return seen.session()
        .query(
            """
            SELECT coalesce(s._partition, p._partition) AS value,
              count(*) FILTER (p._partition IS NULL),
              count(*) FILTER (s._partition IS NULL),
              count(*) FILTER (s._partition IS NOT NULL AND p._partition IS NOT NULL AND (%1$s)),
              count(*) FILTER (s._partition IS NOT NULL AND p._partition IS NOT NULL AND NOT (%1$s))
            FROM %2$s s FULL JOIN %3$s p ON s._partition = p._partition AND %4$s
            GROUP BY 1 ORDER BY 1
            """
                .formatted(
                    changed.isEmpty() ? "FALSE" : changed,
                    seen.staged(seen.table(), Cut.by(seen.table().key())),
                    seen.replaced(seen.table(), Cut.by(seen.table().key())),
                    seen.sameKey("s", "p")),
            row ->
                new RowDiff(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5)));
  }
}
