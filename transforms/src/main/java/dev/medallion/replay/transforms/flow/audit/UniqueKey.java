package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.settings.Allow;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A key names one row, within the rows to publish and against the partitions that stay, whoever
 * wrote them. A key belongs to one scope, so those of other scopes are not asked.
 *
 * <p>Rows of an entity that moved from a partition that stays are {@link
 * dev.medallion.replay.transforms.flow.audit.Affected}'s, unless that audit is allowed: it lets a
 * partition stay unchanged, but not a key appear twice.
 */
final class UniqueKey extends AuditByKeys<TableUnderAudit> {
  public UniqueKey() {
    super("unique_key", Severity.BLOCK);
  }

  @Override
  List<Tally> tally(TableUnderAudit seen) {
    Table table = seen.table();
    String rows = seen.renewed(table, new Cut(table.key(), table.key()));
    List<Tally> found =
        new ArrayList<>(
            seen.session()
                .query(
                    repeated(rows, Sql.identifiers(table.key())),
                    row -> Tally.of(row.getLong(2), row.getString(1))));
    if (table.grain() != Grain.NONE) {
      found.addAll(elsewhere(seen, rows));
    }
    return found;
  }

  private static List<Tally> elsewhere(TableUnderAudit seen, String rows) {
    Table table = seen.table();
    List<String> select = new ArrayList<>(table.key());
    if (table instanceof EntityTable) {
      select.addAll(List.of("_object", "_position"));
    }
    String standing =
        seen.standingRecorded(
            table, table.key(), "SELECT " + Sql.identifiers(table.key()) + " FROM " + rows, select);
    if (seen.session().single("SELECT count(*) = 0 FROM " + standing, row -> row.getBoolean(1))) {
      return List.of();
    }
    return seen.session()
        .query(
            "SELECT s._partition, p._partition, count(*) FROM "
                + rows
                + " s JOIN "
                + standing
                + " p ON "
                + seen.sameKey("s", "p")
                + moved(seen)
                + " GROUP BY 1, 2 ORDER BY 1, 2",
            row -> Tally.of(row.getLong(3), row.getString(1), row.getString(2)));
  }

  @Override
  List<Observation> said(AuditSubject of, List<Tally> tallies) {
    return Stream.of(1, 2)
        .flatMap(places -> tallies.stream().filter(t -> t.of().size() == places))
        .map(t -> t.of().size() == 1 ? within(of.table(), t) : elsewhere(of.table(), t))
        .toList();
  }

  private static Observation within(Table table, Tally tally) {
    return new Observation(
        table.name(),
        tally.of().get(0),
        tally.count(),
        Text.count(tally.count(), "key", "keys")
            + " ("
            + String.join(", ", table.key())
            + ") with more than one row",
        "if affected blocks too, expand the window first; otherwise look in "
            + table.sqlFile()
            + " for a join that multiplies rows, or add columns to the table's key");
  }

  private static Observation elsewhere(Table table, Tally tally) {
    return new Observation(
        table.name(),
        tally.of().get(0),
        tally.count(),
        Text.count(tally.count(), "key is", "keys are")
            + " also in partition "
            + tally.of().get(1)
            + ", which is outside the window ("
            + String.join(", ", table.key())
            + ")",
        "replay a window that includes both, or --expand=affected");
  }

  /** Leaves out the rows of entities that the run has, too: the ledger answers for those. */
  private static String moved(TableUnderAudit seen) {
    List<Allow> affected = affectedAllowed(seen);
    if (!(seen.table() instanceof EntityTable table)
        || affected.stream().anyMatch(a -> a.partition().isEmpty())) {
      return "";
    }
    EntityLedger ledger = seen.facts().model().ledger(table.entity());
    String known =
        seen.standing(
            ledger,
            ledger.key(),
            "SELECT " + Sql.identifiers(ledger.key()) + " FROM " + seen.staged(ledger),
            List.of());
    return " WHERE NOT EXISTS (SELECT 1 FROM "
        + known
        + " k WHERE k._object = p._object AND k._position = p._position)"
        + (affected.isEmpty()
            ? ""
            : " OR p._partition IN " + Sql.oneOf(affected.stream().map(Allow::partition)));
  }

  /** What lets partitions of the table stay as they are, though something moved out of them. */
  private static List<Allow> affectedAllowed(TableUnderAudit seen) {
    Severity severity =
        seen.facts().model().severities().getOrDefault(Affected.NAME, Severity.BLOCK);
    return severity == Severity.BLOCK
        ? seen.facts().run().allowed().stream()
            .filter(a -> a.covers(Affected.NAME, seen.table().name(), a.partition()))
            .toList()
        : List.of(new Allow(Affected.NAME, "", ""));
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
