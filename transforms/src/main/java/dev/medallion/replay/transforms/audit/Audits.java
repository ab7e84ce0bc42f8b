package dev.medallion.replay.transforms.audit;

import dev.medallion.replay.transforms.audit.run.ArrivalNotApplied;
import dev.medallion.replay.transforms.audit.run.ArrivesExceeded;
import dev.medallion.replay.transforms.audit.run.Baseline;
import dev.medallion.replay.transforms.audit.run.CorrectionWithoutEffect;
import dev.medallion.replay.transforms.audit.run.DayWithoutObjects;
import dev.medallion.replay.transforms.audit.run.DeadLetterRatio;
import dev.medallion.replay.transforms.audit.run.Expired;
import dev.medallion.replay.transforms.audit.run.FewMisplaced;
import dev.medallion.replay.transforms.audit.run.Freshness;
import dev.medallion.replay.transforms.audit.run.IncompleteInput;
import dev.medallion.replay.transforms.audit.run.LateElsewhere;
import dev.medallion.replay.transforms.audit.run.LeftoverParts;
import dev.medallion.replay.transforms.audit.run.Markers;
import dev.medallion.replay.transforms.audit.run.Misplaced;
import dev.medallion.replay.transforms.audit.run.MissingSidecar;
import dev.medallion.replay.transforms.audit.run.NoObjects;
import dev.medallion.replay.transforms.audit.run.RowDrop;
import dev.medallion.replay.transforms.audit.run.UnmatchedObjects;
import dev.medallion.replay.transforms.audit.table.Affected;
import dev.medallion.replay.transforms.audit.table.ForeignKey;
import dev.medallion.replay.transforms.audit.table.LookbackExceeded;
import dev.medallion.replay.transforms.audit.table.ModelSqlAudit;
import dev.medallion.replay.transforms.audit.table.NewerPublished;
import dev.medallion.replay.transforms.audit.table.NotNull;
import dev.medallion.replay.transforms.audit.table.TableUnderAudit;
import dev.medallion.replay.transforms.audit.table.UniqueKey;
import dev.medallion.replay.transforms.audit.table.Vanished;
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
        new UnmatchedObjects(),
        new ArrivalNotApplied(),
        new DeadLetterRatio(),
        new Misplaced(),
        new FewMisplaced(),
        new Expired(),
        new ArrivesExceeded(),
        new LateElsewhere(),
        new RowDrop(),
        new MissingSidecar(),
        new CorrectionWithoutEffect(),
        new LeftoverParts(),
        new Markers(),
        new DayWithoutObjects(),
        new Freshness(),
        new Baseline());
  }

  /** Those that look at the rows of one table: the built-in ones, and the model's own. */
  public static List<Audit<TableUnderAudit>> ofTable(Model model, String table) {
    List<Audit<TableUnderAudit>> audits =
        new ArrayList<>(
            List.of(
                new UniqueKey(),
                new NotNull(),
                new Vanished(),
                new NewerPublished(),
                new Affected(),
                new LookbackExceeded(),
                new ForeignKey()));
    model.audits().stream()
        .filter(a -> a.table().equals(table))
        .map(ModelSqlAudit::new)
        .forEach(audits::add);
    return audits;
  }
}
