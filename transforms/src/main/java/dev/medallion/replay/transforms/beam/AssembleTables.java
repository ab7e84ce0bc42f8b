package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.flow.assemble.AssemblyPlan;
import dev.medallion.replay.transforms.flow.assemble.AssemblyUnit;
import dev.medallion.replay.transforms.flow.assemble.TableAssembler;
import dev.medallion.replay.transforms.flow.shard.ShardResult;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResults;
import java.util.List;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Puts the shards' rows together, partition by partition of each entity table.
 *
 * <p>Input: all that was found out so far, what each shard gave among it. Output: a {@link
 * Fact.PartitionsBuilt} for each unit of partitions of the scope, empty partitions too.
 */
public final class AssembleTables
    extends PTransform<PCollection<KV<String, PackedFact>>, PCollection<KV<String, PackedFact>>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;

  private AssembleTables(RunSpec run) {
    this.run = run;
  }

  public static AssembleTables of(RunSpec run) {
    return new AssembleTables(run);
  }

  @Override
  public PCollection<KV<String, PackedFact>> expand(PCollection<KV<String, PackedFact>> known) {
    return PackedFact.coded(
        Elements.spread(
                "Spread the assembly",
                known
                    .apply("All shards", GroupByKey.create())
                    .apply("Plan the assembly", ParDo.of(new PlanFn(run))),
                AssemblyUnit.class)
            .apply("Assemble partitions", ParDo.of(new AssembleFn(run))));
  }

  private static final class PlanFn
      extends RunDoFn<KV<String, Iterable<PackedFact>>, KV<String, AssemblyUnit>> {
    private static final long serialVersionUID = 1L;

    PlanFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void plan(
        @Element KV<String, Iterable<PackedFact>> known,
        OutputReceiver<KV<String, AssemblyUnit>> out) {
      noting("plan-assembly", () -> Elements.keyed(units(known), out::output));
    }

    private List<AssemblyUnit> units(KV<String, Iterable<PackedFact>> known) {
      List<ShardResult> shards =
          PackedFact.all(known, Fact.ShardBuilt.class).stream()
              .map(Fact.ShardBuilt::shard)
              .toList();
      List<AssemblyUnit> units =
          AssemblyPlan.of(
              model(),
              run(),
              shards,
              Elements.only(PackedFact.all(known, Fact.Heads.class)).published().heads());
      if (units.isEmpty()) {
        // Nothing would drive what follows, and a run without a verdict would look like a good one.
        throw new IllegalStateException("the model has no partition to assemble");
      }
      return units;
    }
  }

  private static final class AssembleFn
      extends RunDoFn<KV<String, Iterable<AssemblyUnit>>, KV<String, PackedFact>> {
    private static final long serialVersionUID = 1L;

    AssembleFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void assemble(
        @Element KV<String, Iterable<AssemblyUnit>> units,
        OutputReceiver<KV<String, PackedFact>> out) {
      units.getValue().forEach(unit -> noting(unit.name(), () -> assemble(unit, out)));
    }

    private void assemble(AssemblyUnit unit, OutputReceiver<KV<String, PackedFact>> out) {
      TableAssembler assembler = new TableAssembler(model(), run());
      List<PartitionResult> partitions =
          run()
              .completionsOfTurn()
              .once(
                  unit.name(),
                  new TypeReference<>() {},
                  () -> assembler.assemble(unit, Nondeterminism.newToken()));
      out.output(PackedFact.of(new Fact.PartitionsBuilt(new PartitionResults(partitions))));
    }
  }
}
