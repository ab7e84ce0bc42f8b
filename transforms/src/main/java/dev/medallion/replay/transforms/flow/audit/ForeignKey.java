package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Table;
import java.util.List;
import java.util.Map;

/** A declared reference names an existing row, replayed or published, on any day. */
final class ForeignKey extends AuditByKeys<TableUnderAudit> {
  public ForeignKey() {
    super("foreign_key", Severity.WARNING);
  }

  @Override
  List<Tally> tally(TableUnderAudit seen) {
    return seen.table().references().entrySet().stream()
        .flatMap(reference -> orphans(seen, reference.getKey(), reference.getValue()).stream())
        .toList();
  }

  private static List<Tally> orphans(TableUnderAudit seen, String reference, String targetName) {
    Table target = seen.facts().model().table(targetName);
    String targetKey = target.key().get(0);
    String key = Sql.identifier(targetKey);
    String column = Sql.identifier(reference);
    Cuts cuts = cuts(seen, reference, target);
    if (cuts.referring().equals(Cut.WHOLE) && !seen.looksFirst()) {
      return List.of();
    }
    String rows = seen.renewed(seen.table(), cuts.referring());
    String standing =
        seen.standing(
            target,
            List.of(targetKey),
            "SELECT %s AS %s FROM %s WHERE %s IS NOT NULL".formatted(column, key, rows, column),
            List.of(targetKey));
    return seen.session()
        .query(
            "SELECT s._partition, count(*) FROM "
                + rows
                + " s WHERE s."
                + column
                + " IS NOT NULL AND s."
                + column
                + " NOT IN (SELECT "
                + key
                + " FROM "
                + seen.staged(target, cuts.target())
                + " WHERE "
                + key
                + " IS NOT NULL) AND s."
                + column
                + " NOT IN (SELECT "
                + key
                + " FROM "
                + standing
                + " WHERE "
                + key
                + " IS NOT NULL) GROUP BY 1 ORDER BY 1",
            row -> Tally.of(row.getLong(2), reference, row.getString(1)));
  }

  /** Values of another type have other hashes: such a reference is looked at in one piece. */
  private static Cuts cuts(TableUnderAudit seen, String reference, Table target) {
    String key = target.key().get(0);
    return seen.type(seen.table(), reference).equals(seen.type(target, key))
        ? new Cuts(
            new Cut(List.of(reference), List.of(reference)), new Cut(List.of(key), List.of(key)))
        : new Cuts(Cut.WHOLE, Cut.WHOLE);
  }

  /** Of the rows that refer, and of those referred to. */
  private record Cuts(Cut referring, Cut target) {}

  @Override
  List<Observation> said(AuditSubject of, List<Tally> tallies) {
    return of.table().references().entrySet().stream()
        .flatMap(
            reference ->
                tallies.stream()
                    .filter(t -> t.of().get(0).equals(reference.getKey()))
                    .map(t -> observation(of, reference, t)))
        .toList();
  }

  private static Observation observation(
      AuditSubject of, Map.Entry<String, String> reference, Tally tally) {
    return new Observation(
        of.table().name(),
        tally.of().get(1),
        tally.count(),
        tally.count()
            + " rows name a "
            + reference.getKey()
            + " that "
            + reference.getValue()
            + " does not have",
        "if it exists, replay the window in which it was created");
  }
}
