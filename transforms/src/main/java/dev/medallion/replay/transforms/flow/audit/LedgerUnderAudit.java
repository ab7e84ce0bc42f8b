package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.shard.VersionRole;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.ledger.VersionOrder;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The versions of one entity, as audits see them: those that the run publishes, those that it
 * replaces, those that stay published, and those that enter no partition of the run. Relations hold
 * the ledger's columns and {@code _partition}, a partition of the ledger. Records of other scopes,
 * which the run only carries over, are in none of them: it does not ask whether they are right.
 */
final class LedgerUnderAudit implements UnderAudit {
  private final TableUnderAudit seen;
  private final EntityLedger ledger;
  private String standing = "";

  public LedgerUnderAudit(TableUnderAudit seen, EntityLedger ledger) {
    this.seen = seen;
    this.ledger = ledger;
  }

  AuditFacts facts() {
    return seen.facts();
  }

  EntityLedger ledger() {
    return ledger;
  }

  TableUnderAudit seen() {
    return seen;
  }

  /** The winners that the run publishes. */
  String staged() {
    return seen.renewed(ledger, Cut.by(ledger.key()));
  }

  /** The published records that the run replaces. */
  String replaced() {
    return replaced(ledger.key());
  }

  /** The same, split by other columns than the entity's key. */
  String replaced(List<String> by) {
    return seen.replacedByRun(ledger, seen.replaced(ledger, Cut.by(by)));
  }

  /** The published records, in partitions that stay, of the entities that the run knows. */
  String standing() {
    if (standing.isEmpty()) {
      String key = "SELECT " + Sql.identifiers(ledger.key()) + " FROM ";
      standing =
          seen.standingRecorded(
              ledger,
              ledger.key(),
              key
                  + staged()
                  + " UNION "
                  + key
                  + replaced()
                  + " UNION "
                  + key
                  + outside(VersionRole.CROSSING)
                  + " UNION "
                  + key
                  + outside(VersionRole.LATE),
              List.of());
    }
    return standing;
  }

  /**
   * Versions that enter no partition of the run; beside the ledger's columns they have {@code
   * _in_scope} and {@code _beats}.
   */
  String outside(VersionRole role) {
    return seen.outside(ledger, fragments(), role);
  }

  /**
   * The winners outside of entities that were inside before: by a version that was read, or by the
   * published record that the run replaces.
   */
  String leaving() {
    return "(SELECT * FROM "
        + outside(VersionRole.CROSSING)
        + " UNION ALL SELECT * FROM "
        + outside(VersionRole.ELSEWHERE)
        + " e WHERE EXISTS (SELECT 1 FROM "
        + replaced()
        + " r WHERE "
        + sameKey("e", "r")
        + "))";
  }

  private SortedMap<String, String> fragments() {
    return facts().outside(ledger);
  }

  /** All published records that the run replaces: only for tables that every run builds whole. */
  String published(List<String> by) {
    return seen.replacedByRun(ledger, seen.published(ledger, Cut.by(by)));
  }

  /** The grain of the partitions whose arrival ranges count. */
  Grain arrivalGrain() {
    return facts().model().arrivalGrain(ledger.name());
  }

  /** The partitions of the ledger that are published and stay, as a list of SQL. */
  String standingPartitions() {
    return Sql.oneOf(
        facts().catalog().standing(ledger.name()).stream().map(h -> h.partition().value()));
  }

  String sameKey(String a, String b) {
    return seen.sameKey(a, b);
  }

  String isNewer(String version, String than) {
    return VersionOrder.isNewer(ledger.entity(), version, than);
  }

  @Override
  public AuditSubject subject() {
    return seen.subject();
  }

  /**
   * Runs a query that selects a partition of the ledger, a count and an example.
   *
   * @param of what the tallies are of, beside the partition
   */
  List<Tally> counted(String sql, String... of) {
    return seen.session()
        .query(
            sql,
            row ->
                new Tally(
                    Stream.concat(Stream.of(of), Stream.of(row.getString(1))).toList(),
                    row.getLong(2),
                    row.getString(3),
                    ""));
  }
}
