package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Model;
import java.util.ArrayList;
import java.util.List;

/** All audits, in the order in which a receipt shows their findings. */
public final class Audits {
  private Audits() {}

  /** Those that look at the run as a whole. */
  public static List<Audit<AuditFacts>> ofRun() {
    return List.of(
        new IncompleteInput(),
        new NoObjects(),
        new UnknownScope(),
        new UnmatchedObjects(),
        new ArrivalNotApplied(),
        new DeadLetterRatio(),
        new Misplaced(),
        new FewMisplaced(),
        new ErodedByRetention(),
        new AffectedByInputs(),
        new UnpublishedInput(),
        new RowDrop(),
        new ForeignRows(),
        new MissingSidecar(),
        new CorrectionWithoutEffect(),
        new LeftoverParts(),
        new Markers(),
        new DayWithoutObjects(),
        new Freshness(),
        new Baseline());
  }

  /** Those that look at the versions of one entity. */
  static List<Audit<LedgerUnderAudit>> ofLedger() {
    return List.of(
        new ArrivesExceeded(),
        new LateElsewhere(),
        new ErodedByMissingObject(),
        new ErodedByMissingPart(),
        new NewerPublished(),
        new Affected(),
        new NotStable());
  }

  /** Those that look at the rows of one table: the built-in ones, and the model's own. */
  static List<Audit<TableUnderAudit>> ofTable(Model model, String table) {
    List<Audit<TableUnderAudit>> audits =
        new ArrayList<>(
            List.of(
                new UniqueKey(),
                new NotNull(),
                new RowDropOfScope(),
                new LookbackExceeded(),
                new ForeignKey()));
    model.audits().stream()
        .filter(a -> a.table().equals(table))
        .map(ModelSqlAudit::new)
        .forEach(audits::add);
    return audits;
  }

  /** Every audit of a model, those of each of its tables too. */
  public static List<Audit<?>> all(Model model) {
    List<Audit<?>> audits = new ArrayList<>(ofRun());
    audits.addAll(ofLedger());
    model.tables().forEach(t -> audits.addAll(ofTable(model, t.name())));
    return audits;
  }
}
