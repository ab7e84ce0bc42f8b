package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.flow.audit.ShareAudited.Look;
import dev.medallion.replay.transforms.flow.audit.TableAudited.RowDiff;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.storage.Address;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The audits of one table or ledger: one unit of them after another, or at once on many workers,
 * and then what all units came to together.
 */
public final class TableAuditor {
  private final AuditFacts facts;
  private final Table table;
  private final Auditor auditor;

  public TableAuditor(AuditFacts facts, Table table) {
    this.facts = facts;
    this.table = table;
    this.auditor = new Auditor(facts.run(), facts.model().severities());
  }

  /**
   * Does one unit.
   *
   * @param published where rows that stand are asked for
   * @param folder takes the keys that are asked for, and what was found
   */
  public ShareAudited look(
      KeyShare share, DuckDbSession session, PublishedRows published, Address folder) {
    TableUnderAudit seen = new TableUnderAudit(facts, table, share, session, published, folder);
    List<Look> looks =
        table instanceof EntityLedger ledger
            ? auditor.look(Audits.ofLedger(), new LedgerUnderAudit(seen, ledger), share)
            : auditor.look(Audits.ofTable(facts.model(), table.name()), seen, share);
    List<RowDiff> diffs = table instanceof EntityLedger ? List.of() : RowDiffs.of(seen, share);
    return new ShareAudited(table.name(), share, looks, diffs, seen.keyReads());
  }

  /** What all units of the table came to; a missing one is a failure. */
  public TableAudited all(Collection<ShareAudited> units) {
    List<ShareAudited> sorted =
        units.stream().sorted(Comparator.comparingInt(u -> u.share().number())).toList();
    refuseMissing(sorted.stream().map(ShareAudited::share).toList());
    return new TableAudited(
        table.name(),
        findings(sorted.stream().flatMap(u -> u.looks().stream()).toList()),
        diffs(sorted),
        sorted.stream().flatMap(u -> u.reads().stream()).toList());
  }

  /** An audit that never reported must not pass for one that found nothing. */
  private void refuseMissing(List<KeyShare> shares) {
    if (shares.isEmpty() || !shares.equals(KeyShare.units(shares.get(0).of()))) {
      throw new IllegalStateException(
          "the audits of " + table.name() + " reported for " + shares + " alone");
    }
  }

  private List<Finding> findings(List<Look> looks) {
    return table instanceof EntityLedger
        ? findings(Audits.ofLedger(), looks)
        : findings(Audits.ofTable(facts.model(), table.name()), looks);
  }

  private <C extends UnderAudit> List<Finding> findings(List<Audit<C>> audits, List<Look> looks) {
    AuditSubject subject = new AuditSubject(facts, table);
    return IntStream.range(0, audits.size())
        .boxed()
        .flatMap(
            i ->
                auditor
                    .said(
                        audits.get(i), subject, looks.stream().filter(l -> l.audit() == i).toList())
                    .stream())
        .toList();
  }

  private static List<RowDiff> diffs(List<ShareAudited> units) {
    TreeMap<String, RowDiff> byPartition = new TreeMap<>();
    units.stream()
        .flatMap(u -> u.diffs().stream())
        .forEach(d -> byPartition.merge(d.partition(), d, RowDiff::plus));
    return List.copyOf(byPartition.values());
  }
}
