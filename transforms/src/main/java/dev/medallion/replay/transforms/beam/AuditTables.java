package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.engine.MemoryBudget;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.audit.Auditor;
import dev.medallion.replay.transforms.flow.audit.Audits;
import dev.medallion.replay.transforms.flow.audit.LedgerUnderAudit;
import dev.medallion.replay.transforms.flow.audit.RowDiffs;
import dev.medallion.replay.transforms.flow.audit.TableAudited;
import dev.medallion.replay.transforms.flow.audit.TableAudited.RowDiff;
import dev.medallion.replay.transforms.flow.audit.TableUnderAudit;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterCollector;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Looks at the staged rows of every table that the run publishes, and at the versions of every
 * entity, and compares them with what is published. Beside that it sets the dead letters of all
 * steps aside in one file.
 *
 * <p>Input: all that was built, after which the audits begin. Output: a {@link Fact.Audited} a
 * table and ledger, and one {@link Fact.SetAside}, always.
 */
public final class AuditTables
    extends PTransform<PCollection<KV<String, PackedFact>>, PCollection<KV<String, PackedFact>>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;
  private final RunFacts facts;

  private AuditTables(RunSpec run, RunFacts facts) {
    this.run = run;
    this.facts = facts;
  }

  public static AuditTables of(RunSpec run, RunFacts facts) {
    return new AuditTables(run, facts);
  }

  @Override
  public PCollection<KV<String, PackedFact>> expand(PCollection<KV<String, PackedFact>> built) {
    return PackedFact.coded(
        Elements.spread(
                "Spread the audits",
                built
                    .apply("All partitions", GroupByKey.create())
                    .apply("Plan the audits", ParDo.of(new PlanFn(run))),
                AuditTask.class)
            .apply(
                "Audit tables, set dead letters aside",
                ParDo.of(new AuditFn(run, facts)).withSideInputs(facts.views())));
  }

  private static final class PlanFn
      extends RunDoFn<KV<String, Iterable<PackedFact>>, KV<String, AuditTask>> {
    private static final long serialVersionUID = 1L;

    PlanFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void plan(OutputReceiver<KV<String, AuditTask>> out) {
      noting(
          "plan-audits",
          () -> {
            List<AuditTask> tasks = new ArrayList<>();
            tasks.add(new AuditTask.OfDeadLetters());
            names(model(), run()).forEach(name -> tasks.add(new AuditTask.OfTable(name)));
            Elements.keyed(tasks, out::output);
          });
    }
  }

  /** What is audited: the tables that the run publishes, and their entities' ledgers. */
  static List<String> names(Model model, RunSpec run) {
    List<String> tables = model.tables().stream().map(Table::name).filter(run::publishes).toList();
    Stream<String> ledgers =
        model.entityTables().stream()
            .filter(t -> run.publishes(t.name()))
            .map(EntityTable::entity)
            .distinct();
    return Stream.concat(tables.stream(), ledgers).toList();
  }

  private static final class AuditFn
      extends RunDoFn<KV<String, Iterable<AuditTask>>, KV<String, PackedFact>> {
    private static final long serialVersionUID = 1L;
    private final RunFacts facts;

    AuditFn(RunSpec run, RunFacts facts) {
      super(run);
      this.facts = facts;
    }

    @ProcessElement
    public void look(ProcessContext context) throws Exception {
      AuditTask task = Elements.only(context.element().getValue());
      noting(
          task instanceof AuditTask.OfTable of ? "audit-" + of.table() : "dead-letters",
          () -> context.output(PackedFact.of(found(context, task))));
    }

    private Fact found(ProcessContext context, AuditTask task) throws IOException, SQLException {
      return task instanceof AuditTask.OfTable of
          ? new Fact.Audited(audit(facts.read(context, model(), run()), of.table()))
          : new Fact.SetAside(
              DeadLetterCollector.collect(
                  run().staging(), facts.deadLetters(context), run().redriven()));
    }

    private TableAudited audit(AuditFacts known, String tableName) {
      Table table = model().table(tableName);
      try (MemoryBudget.Lent lent = MemoryBudget.open(run().session(model().zone().getId()))) {
        TableUnderAudit seen =
            new TableUnderAudit(
                known,
                table,
                lent.session(),
                Warehouses.of(run().warehouse(), run().state(), model().zone())::find,
                run().staging().resolve("lookups"));
        Auditor auditor = new Auditor(run(), model().severities());
        return table instanceof EntityLedger ledger
            ? audited(
                seen, auditor.run(Audits.ofLedger(), new LedgerUnderAudit(seen, ledger)), List.of())
            : audited(
                seen, auditor.run(Audits.ofTable(model(), table.name()), seen), RowDiffs.of(seen));
      }
    }

    private static TableAudited audited(
        TableUnderAudit seen, List<Finding> findings, List<RowDiff> diffs) {
      return new TableAudited(seen.table().name(), findings, diffs, seen.keyReads());
    }
  }
}
