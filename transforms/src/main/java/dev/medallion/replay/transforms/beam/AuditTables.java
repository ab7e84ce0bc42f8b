package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.audit.AuditFacts;
import dev.medallion.replay.transforms.audit.Auditor;
import dev.medallion.replay.transforms.audit.Audits;
import dev.medallion.replay.transforms.audit.TableAudited;
import dev.medallion.replay.transforms.audit.TableAudited.RowDiff;
import dev.medallion.replay.transforms.audit.ledger.LedgerUnderAudit;
import dev.medallion.replay.transforms.audit.table.RowDiffs;
import dev.medallion.replay.transforms.audit.table.TableUnderAudit;
import dev.medallion.replay.transforms.changeset.PartitionResults;
import dev.medallion.replay.transforms.duckdb.MemoryBudget;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.progress.ProgressCounters;
import dev.medallion.replay.transforms.receipt.Finding;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Looks at the staged rows of every table that the run publishes, and at the versions of every
 * entity, and compares them with what is published.
 *
 * <p>Input: all that was built, after which the audits begin. Output: one {@link TableAudited} a
 * table and ledger.
 */
public final class AuditTables
    extends PTransform<PCollection<PartitionResults>, PCollection<TableAudited>> {
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
  public PCollection<TableAudited> expand(PCollection<PartitionResults> partitions) {
    PCollection<TableAudited> audited =
        Elements.spread(
                "Spread the audits",
                partitions
                    .apply("All partitions", Together.of(PartitionResults.class))
                    .apply("Name tables", ParDo.of(new NameFn(run))),
                String.class)
            .apply("Audit rows", ParDo.of(new AuditFn(run, facts)).withSideInputs(facts.views()));
    return Elements.coded(audited, TableAudited.class);
  }

  private static final class NameFn
      extends RunDoFn<KV<String, Iterable<PartitionResults>>, KV<String, String>> {
    private static final long serialVersionUID = 1L;

    NameFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void name(OutputReceiver<KV<String, String>> out) {
      Elements.keyed(names(model(), run()), out::output);
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

  private static final class AuditFn extends RunDoFn<KV<String, Iterable<String>>, TableAudited> {
    private static final long serialVersionUID = 1L;
    private final RunFacts facts;

    AuditFn(RunSpec run, RunFacts facts) {
      super(run);
      this.facts = facts;
    }

    @ProcessElement
    public void audit(ProcessContext context) {
      AuditFacts known = facts.read(context, model(), run());
      ProgressCounters.of(run().runId()).stage("auditing");
      context.element().getValue().forEach(table -> audit(known, table, context));
    }

    private void audit(AuditFacts known, String tableName, ProcessContext context) {
      Table table = model().table(tableName);
      try (MemoryBudget.Lent lent = MemoryBudget.open(run().session(model().zone().getId()))) {
        TableUnderAudit seen =
            new TableUnderAudit(
                known,
                table,
                lent.session(),
                Warehouses.of(run().warehouse(), Path.of(run().state()), model().zone())::find,
                Path.of(run().staging(), "lookups"));
        Auditor auditor = new Auditor(run(), model().severities());
        context.output(
            table instanceof EntityLedger ledger
                ? audited(
                    seen,
                    auditor.run(Audits.ofLedger(), new LedgerUnderAudit(seen, ledger)),
                    List.of())
                : audited(
                    seen,
                    auditor.run(Audits.ofTable(model(), table.name()), seen),
                    RowDiffs.of(seen)));
      }
    }

    private static TableAudited audited(
        TableUnderAudit seen, List<Finding> findings, List<RowDiff> diffs) {
      return new TableAudited(seen.table().name(), findings, diffs, seen.keyReads());
    }
  }
}
