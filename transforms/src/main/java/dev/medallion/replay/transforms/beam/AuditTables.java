package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.engine.MemoryBudget;
import dev.medallion.replay.transforms.engine.SessionSettings;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.audit.KeyShare;
import dev.medallion.replay.transforms.flow.audit.KeyShares;
import dev.medallion.replay.transforms.flow.audit.ShareAudited;
import dev.medallion.replay.transforms.flow.audit.TableAuditor;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterCollector;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * <p>Input: all that was built, after which the audits begin. Output: a {@link Fact.Audited} for
 * each unit of the audits of each table and ledger, and one {@link Fact.SetAside}, always.
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
    public void plan(
        @Element KV<String, Iterable<PackedFact>> built,
        OutputReceiver<KV<String, AuditTask>> out) {
      noting("plan-audits", () -> Elements.keyed(tasks(rows(built)), out::output));
    }

    private List<AuditTask> tasks(Map<String, Long> rows) {
      List<AuditTask> tasks = new ArrayList<>();
      tasks.add(new AuditTask.OfDeadLetters());
      SessionSettings session = run().session(model().zone().getId());
      for (String name : names(model(), run())) {
        KeyShare.units(KeyShares.count(rows.getOrDefault(name, 0L), session))
            .forEach(share -> tasks.add(new AuditTask.OfTable(name, share)));
      }
      return tasks;
    }

    /** How many rows were built of each table and ledger. */
    private static Map<String, Long> rows(KV<String, Iterable<PackedFact>> built) {
      Map<String, Long> rows = new HashMap<>();
      PackedFact.stream(built, Fact.PartitionsBuilt.class)
          .flatMap(part -> part.partitions().partitions().stream())
          .forEach(p -> rows.merge(p.partition().table(), p.content().rows(), Long::sum));
      return rows;
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
          ? new Fact.Audited(audit(facts.read(context, model(), run()), of))
          : new Fact.SetAside(
              DeadLetterCollector.collect(
                  run().staging(), facts.deadLetters(context), run().redriven()));
    }

    private ShareAudited audit(AuditFacts known, AuditTask.OfTable task) {
      try (MemoryBudget.Lent lent = MemoryBudget.open(run().session(model().zone().getId()))) {
        return new TableAuditor(known, model().table(task.table()))
            .look(
                task.share(),
                lent.session(),
                Warehouses.of(run().warehouse(), run().state(), model().zone())::find,
                run().staging().resolve("lookups"));
      }
    }
  }
}
