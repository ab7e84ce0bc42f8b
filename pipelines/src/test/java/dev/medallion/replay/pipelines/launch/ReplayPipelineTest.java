package dev.medallion.replay.pipelines.launch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.run.MaskSecret;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.RepairDigests;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.resourcehints.ResourceHint;
import org.apache.beam.sdk.transforms.resourcehints.ResourceHints;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayPipelineTest {
  private static final long MIN_RAM = 24L << 30;
  private static final String DIGEST = "0".repeat(64);

  @TempDir private Path folder;

  /**
   * A step whose side inputs are not there yet is tried again by the DirectRunner each time that
   * another step gives something: half of all bundles of a run once were such tries.
   */
  @Test
  void whatAStepLooksAtIsMadeUpstreamOfIt() {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    graph(run(Mode.PLAN, RepairDigests.NONE)).applyTo(pipeline);
    Upstream upstream = new Upstream();
    pipeline.traverseTopologically(upstream);

    assertThat("steps that have side inputs", upstream.looking, is(greaterThan(3)));
    assertThat("step to what it may have to wait for", upstream.waiting, is(Map.of()));
  }

  /** Of a small replay most of the time is what the DirectRunner takes for each step. */
  @Test
  void aGraphHasFewSteps() {
    RunSpec plan = run(Mode.PLAN, RepairDigests.NONE);
    RunSpec run = run(Mode.RUN, RepairDigests.NONE);
    RunSpec redrive = run(Mode.RUN, new RepairDigests(DIGEST, DIGEST, DIGEST));
    assertThat(steps(p -> graph(plan).applyTo(p)), hasSize(lessThanOrEqualTo(40)));
    assertThat(steps(p -> graph(run).applyTo(p)), hasSize(lessThanOrEqualTo(40)));
    assertThat(steps(p -> graph(redrive).applyTo(p)), hasSize(lessThanOrEqualTo(40)));
    assertThat(steps(p -> graph(run).applyTailTo(p)), hasSize(lessThanOrEqualTo(8)));
  }

  /** Listing, reading and publishing stay on the machines that the job has anyway. */
  @Test
  void theHeavyStepsSayWhatMemoryTheyNeed() {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    graph(run(Mode.RUN, RepairDigests.NONE)).applyTo(pipeline);
    Set<String> hinted = new TreeSet<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            if (node.getTransform() != null
                && node.getTransform().getResourceHints().hints().containsValue(hint())) {
              hinted.add(node.getFullName());
            }
            return CompositeBehavior.ENTER_TRANSFORM;
          }
        });
    assertThat(hinted, is(Set.of("Build", "Assemble", "Aggregate", "Audit")));
  }

  private static ResourceHint hint() {
    return ResourceHints.create().withMinRam(MIN_RAM).hints().values().iterator().next();
  }

  private static List<String> steps(Consumer<Pipeline> graph) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    graph.accept(pipeline);
    List<String> steps = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            steps.add(node.getFullName());
          }
        });
    return steps;
  }

  /** Finds out which of our steps each collection is made by. */
  private static final class Upstream extends Pipeline.PipelineVisitor.Defaults {
    private final Map<PValue, Set<String>> makers = new HashMap<>();
    private final Map<String, Set<String>> waiting = new TreeMap<>();
    private int looking;

    @Override
    public void visitPrimitiveTransform(TransformHierarchy.Node node) {
      Set<String> all = new TreeSet<>();
      Set<PValue> views = new HashSet<>();
      if (node.getTransform() instanceof ParDo.MultiOutput<?, ?> step) {
        step.getSideInputs().values().forEach(v -> views.add(v.getPCollection()));
        if (step.getFn().getClass().getName().startsWith("dev.medallion.")) {
          all.add(node.getEnclosingNode().getFullName());
        }
      }
      for (PCollection<?> input : node.getInputs().values()) {
        if (!views.contains(input)) {
          all.addAll(makers.get(input));
        }
      }
      for (PValue view : views) {
        looking++;
        Set<String> late = new TreeSet<>(makers.get(view));
        late.removeAll(all);
        if (!late.isEmpty()) {
          waiting.computeIfAbsent(node.getFullName(), n -> new TreeSet<>()).addAll(late);
        }
      }
      node.getOutputs().values().forEach(output -> makers.put(output, all));
    }
  }

  private static ReplayPipeline graph(RunSpec run) {
    return new ReplayPipeline(
        run,
        "",
        ProcessLiveness.thisProcess(),
        PublishSettings.DEFAULT,
        ResourceHints.create().withMinRam(MIN_RAM));
  }

  private RunSpec run(Mode mode, RepairDigests repairs) {
    return new RunSpec(
        "run",
        ModelFiles.builtIn("payments"),
        new TreeMap<>(),
        Scope.of(DayRange.ofDay(LocalDate.of(2026, 2, 3)), Instant.EPOCH),
        Map.of(),
        Set.of(),
        List.of(),
        WarehouseAddress.duckDb(folder.resolve("lake.duckdb")),
        Address.of(folder),
        Address.of(folder.resolve("staging")),
        Address.of(folder.resolve("runs/run")),
        1,
        1,
        1,
        1,
        List.of(),
        List.of(),
        MaskSecret.NONE,
        repairs,
        mode,
        0);
  }
}
