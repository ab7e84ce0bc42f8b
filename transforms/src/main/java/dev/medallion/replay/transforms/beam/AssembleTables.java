package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.Nondeterminism;
import dev.medallion.replay.transforms.assemble.AssemblyPlan;
import dev.medallion.replay.transforms.assemble.AssemblyUnit;
import dev.medallion.replay.transforms.assemble.TableAssembler;
import dev.medallion.replay.transforms.build.ShardResult;
import dev.medallion.replay.transforms.changeset.PartitionResult;
import dev.medallion.replay.transforms.changeset.PartitionResults;
import dev.medallion.replay.transforms.progress.ProgressCounters;
import dev.medallion.replay.transforms.run.RunSpec;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Puts the shards' rows together, partition by partition of each entity table.
 *
 * <p>Input: what each shard gave. Output: a {@link PartitionResult} for each partition of the
 * scope, empty ones too.
 */
public final class AssembleTables
    extends PTransform<PCollection<ShardResult>, PCollection<PartitionResults>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;

  private AssembleTables(RunSpec run) {
    this.run = run;
  }

  public static AssembleTables of(RunSpec run) {
    return new AssembleTables(run);
  }

  @Override
  public PCollection<PartitionResults> expand(PCollection<ShardResult> shards) {
    PCollection<PartitionResults> partitions =
        Elements.spread(
                "Spread the assembly",
                shards
                    .apply("All shards", Together.of(ShardResult.class))
                    .apply("Plan the assembly", ParDo.of(new PlanFn(run))),
                AssemblyUnit.class)
            .apply("Assemble partitions", ParDo.of(new AssembleFn(run)));
    return Elements.coded(partitions, PartitionResults.class);
  }

  private static final class PlanFn
      extends RunDoFn<KV<String, Iterable<ShardResult>>, KV<String, AssemblyUnit>> {
    private static final long serialVersionUID = 1L;

    PlanFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void plan(
        @Element KV<String, Iterable<ShardResult>> shards,
        OutputReceiver<KV<String, AssemblyUnit>> out) {
      Elements.keyed(AssemblyPlan.of(model(), run().scope(), Together.list(shards)), out::output);
    }
  }

  private static final class AssembleFn
      extends RunDoFn<KV<String, Iterable<AssemblyUnit>>, PartitionResults> {
    private static final long serialVersionUID = 1L;

    AssembleFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void assemble(
        @Element KV<String, Iterable<AssemblyUnit>> units, OutputReceiver<PartitionResults> out) {
      ProgressCounters.of(run().runId()).stage("assembling partitions");
      units.getValue().forEach(unit -> assemble(unit, out));
    }

    private void assemble(AssemblyUnit unit, OutputReceiver<PartitionResults> out) {
      TableAssembler assembler = new TableAssembler(model(), run());
      List<PartitionResult> partitions =
          run()
              .completions()
              .once(
                  unit.name(),
                  new TypeReference<>() {},
                  () -> assembler.assemble(unit, Nondeterminism.newToken()));
      out.output(new PartitionResults(partitions));
      partitions.forEach(p -> ProgressCounters.of(run().runId()).partitionBuilt());
    }
  }
}
