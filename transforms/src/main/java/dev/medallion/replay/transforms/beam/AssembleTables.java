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
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Puts the shards' rows together, partition by partition of each entity table.
 *
 * <p>Output: a {@link PartitionResult} for each partition of the scope, empty ones too.
 */
public final class AssembleTables extends PTransform<PBegin, PCollection<PartitionResults>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;

  private final PCollectionView<Iterable<ShardResult>> shards;

  private AssembleTables(RunSpec run, PCollectionView<Iterable<ShardResult>> shards) {
    this.run = run;
    this.shards = shards;
  }

  public static AssembleTables of(RunSpec run, PCollectionView<Iterable<ShardResult>> shards) {
    return new AssembleTables(run, shards);
  }

  @Override
  public PCollection<PartitionResults> expand(PBegin begin) {
    PCollection<PartitionResults> partitions =
        Elements.spread(
                "Spread the assembly",
                begin
                    .apply("Seed the assembly", Create.of("assembly"))
                    .apply(
                        "Plan the assembly",
                        ParDo.of(new PlanFn(run, shards)).withSideInputs(shards)),
                AssemblyUnit.class)
            .apply("Assemble partitions", ParDo.of(new AssembleFn(run)));
    return Elements.coded(partitions, PartitionResults.class);
  }

  private static final class PlanFn extends RunDoFn<String, KV<String, AssemblyUnit>> {
    private static final long serialVersionUID = 1L;
    private final PCollectionView<Iterable<ShardResult>> shards;

    PlanFn(RunSpec run, PCollectionView<Iterable<ShardResult>> shards) {
      super(run);
      this.shards = shards;
    }

    @ProcessElement
    public void plan(ProcessContext context) {
      Elements.keyed(
          AssemblyPlan.of(model(), run().scope(), Elements.list(context.sideInput(shards))),
          context::output);
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
