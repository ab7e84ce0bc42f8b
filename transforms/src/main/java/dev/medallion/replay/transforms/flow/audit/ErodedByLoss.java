package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that published versions came from is lost: a replay without it could delete good rows,
 * or bring older ones back. What is lost, and how it is told, its subclasses say.
 */
abstract class ErodedByLoss extends AuditByKeys<LedgerUnderAudit> {
  /** Tallies of tables that are cut into partitions, and of those that are built whole. */
  private static final String CUT = "cut";

  private static final String WHOLE = "whole";

  protected ErodedByLoss() {
    super("eroded", Severity.BLOCK);
  }

  /** The columns of records by whose values they are split into shares. */
  abstract List<String> splitBy(EntityLedger ledger);

  /** A query of partition, count and example of what some records, a relation, have lost. */
  abstract String lost(LedgerUnderAudit seen, String records);

  /** What is said of the losses of one partition. */
  abstract String message(AuditSubject of, long count, String example);

  /** What to restore, as a user is told. */
  abstract String remedy();

  @Override
  List<Tally> tally(LedgerUnderAudit seen) {
    List<String> by = splitBy(seen.ledger());
    List<Tally> tallies = new ArrayList<>();
    if (!tables(seen.subject(), CUT).isEmpty()) {
      tallies.addAll(seen.counted(lost(seen, seen.replaced(by)), CUT));
    }
    if (!tables(seen.subject(), WHOLE).isEmpty()) {
      tallies.addAll(seen.counted(lost(seen, seen.published(by)), WHOLE));
    }
    return tallies;
  }

  @Override
  final List<Observation> said(AuditSubject of, List<Tally> tallies) {
    return Stream.of(CUT, WHOLE).flatMap(kind -> said(of, kind, tallies).stream()).toList();
  }

  private List<Observation> said(AuditSubject of, String kind, List<Tally> tallies) {
    return of.observe(
        tables(of, kind),
        tallies.stream().filter(t -> t.of().get(0).equals(kind)).toList(),
        (table, partition, count, example) ->
            new Observation(
                table.name(),
                partition,
                count,
                message(of, count, example),
                remedy()
                    + ", or, to lose their rows on purpose, --allow=eroded:%s/%s"
                        .formatted(table.name(), partition)));
  }

  private static List<EntityTable> tables(AuditSubject of, String kind) {
    return of.tables().stream()
        .filter(t -> (t.grain() == Grain.NONE) == kind.equals(WHOLE))
        .toList();
  }
}
