package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scope that a run replaces loses neither all of its rows in a published partition, nor many of
 * them: the rows of other scopes, which are carried over, would hide the loss.
 */
final class RowDropOfScope extends NamedAudit<TableUnderAudit> {
  public RowDropOfScope() {
    super("row_drop", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(TableUnderAudit seen) {
    AuditFacts facts = seen.facts();
    Optional<String> scope = facts.model().scopeOf(seen.table());
    if (scope.isEmpty() || facts.run().scopes().isEmpty()) {
      return List.of();
    }
    List<Observation> found = new ArrayList<>();
    seen.session()
        .query(
            """
            SELECT p._partition, p.scope, p.rows, coalesce(s.rows, 0)
            FROM (%s) p LEFT JOIN (%s) s USING (_partition, scope) ORDER BY 1, 2
            """
                .formatted(
                    rows(
                        seen.replacedByRun(seen.table(), seen.replaced(seen.table())), scope.get()),
                    rows(seen.renewed(seen.table()), scope.get())),
            row ->
                found.addAll(
                    RowDrop.drop(
                            facts.model().limits(),
                            new Partition(seen.table().name(), row.getString(1)),
                            row.getLong(3),
                            row.getLong(4),
                            "scope " + row.getString(2) + "'s")
                        .toList()));
    return found;
  }

  private static String rows(String of, String scope) {
    return "SELECT _partition, CAST(%s AS VARCHAR) AS scope, count(*) AS rows FROM %s GROUP BY ALL"
        .formatted(Sql.identifier(scope), of);
  }
}
