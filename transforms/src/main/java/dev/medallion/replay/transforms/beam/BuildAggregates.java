package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.Nondeterminism;
import dev.medallion.replay.transforms.assemble.AggregateBuilder;
import dev.medallion.replay.transforms.assemble.AggregateLevels;
import dev.medallion.replay.transforms.assemble.AggregatePlan;
import dev.medallion.replay.transforms.assemble.AggregateUnit;
import dev.medallion.replay.transforms.assemble.Catalog;
import dev.medallion.replay.transforms.changeset.PartitionResult;
import dev.medallion.replay.transforms.changeset.PartitionResults;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.Models;
import dev.medallion.replay.transforms.objects.ObjectOutcome;
import dev.medallion.replay.transforms.objects.ObjectOutcomes;
import dev.medallion.replay.transforms.progress.ProgressCounters;
import dev.medallion.replay.transforms.publish.Published;
import dev.medallion.replay.transforms.run.RunSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Computes the aggregate tables, level by level: those that read just entity tables, then those
 * that read the former, and so on.
 *
 * <p>Input: the partitions of the entity tables. Output: those, and the partitions of the aggregate
 * tables: of the scope, and downstream of it.
 */
public final class BuildAggregates
    extends PTransform<PCollection<PartitionResults>, PCollection<PartitionResults>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;
  private final PCollectionView<Published> published;
  private final PCollectionView<Iterable<ObjectOutcomes>> objects;

  private BuildAggregates(
      RunSpec run,
      PCollectionView<Published> published,
      PCollectionView<Iterable<ObjectOutcomes>> objects) {
    this.run = run;
    this.published = published;
    this.objects = objects;
  }

  public static BuildAggregates of(
      RunSpec run,
      PCollectionView<Published> published,
      PCollectionView<Iterable<ObjectOutcomes>> objects) {
    return new BuildAggregates(run, published, objects);
  }

  @Override
  public PCollection<PartitionResults> expand(PCollection<PartitionResults> entityTables) {
    PCollection<PartitionResults> sofar = entityTables;
    int number = 1;
    for (List<AggregateTable> level : AggregateLevels.of(Models.of(run.modelFiles()))) {
      String name = "level " + number++;
      List<String> tables = level.stream().map(AggregateTable::name).toList();
      sofar =
          PCollectionList.of(sofar)
              .and(build(name, tables, sofar))
              .apply("With " + name, Flatten.pCollections());
    }
    return sofar;
  }

  private PCollection<PartitionResults> build(
      String level, List<String> tables, PCollection<PartitionResults> above) {
    PCollectionView<Iterable<PartitionResults>> inputs =
        above.apply("Inputs of " + level, View.asIterable());
    PCollection<KV<String, AggregateUnit>> units =
        above
            .apply("All above " + level, Together.of(PartitionResults.class))
            .apply(
                "Plan " + level,
                ParDo.of(new PlanFn(run, tables, published)).withSideInputs(published));
    PCollection<PartitionResults> built =
        Elements.spread("Spread " + level, units, AggregateUnit.class)
            .apply(
                "Compute " + level,
                ParDo.of(new BuildFn(run, inputs, published, objects))
                    .withSideInputs(inputs, published, objects));
    return Elements.coded(built, PartitionResults.class);
  }

  private static final class PlanFn
      extends RunDoFn<KV<String, Iterable<PartitionResults>>, KV<String, AggregateUnit>> {
    private static final long serialVersionUID = 1L;
    private final List<String> tables;
    private final PCollectionView<Published> published;

    PlanFn(RunSpec run, List<String> tables, PCollectionView<Published> published) {
      super(run);
      this.tables = tables;
      this.published = published;
    }

    @ProcessElement
    public void plan(ProcessContext context) {
      Catalog catalog =
          RunFacts.catalog(Together.list(context.element()), context.sideInput(published));
      List<AggregateUnit> units = new ArrayList<>();
      for (String table : tables) {
        AggregateTable aggregate = (AggregateTable) model().table(table);
        units.addAll(new AggregatePlan(model(), run(), aggregate).units(catalog));
      }
      Elements.keyed(units, context::output);
    }
  }

  private static final class BuildFn
      extends RunDoFn<KV<String, Iterable<AggregateUnit>>, PartitionResults> {
    private static final long serialVersionUID = 1L;
    private final PCollectionView<Iterable<PartitionResults>> inputs;
    private final PCollectionView<Published> published;
    private final PCollectionView<Iterable<ObjectOutcomes>> objects;

    BuildFn(
        RunSpec run,
        PCollectionView<Iterable<PartitionResults>> inputs,
        PCollectionView<Published> published,
        PCollectionView<Iterable<ObjectOutcomes>> objects) {
      super(run);
      this.inputs = inputs;
      this.published = published;
      this.objects = objects;
    }

    @ProcessElement
    public void build(ProcessContext context) {
      Catalog catalog = RunFacts.catalog(context.sideInput(inputs), context.sideInput(published));
      ProgressCounters.of(run().runId()).stage("computing aggregates");
      for (AggregateUnit unit : context.element().getValue()) {
        AggregateTable table = (AggregateTable) model().table(unit.table());
        AggregateBuilder builder = new AggregateBuilder(model(), run(), table);
        List<PartitionResult> partitions =
            run()
                .completions()
                .once(
                    unit.name(),
                    new TypeReference<>() {},
                    () ->
                        builder.build(
                            unit, catalog, () -> objects(context), Nondeterminism.newToken()));
        context.output(new PartitionResults(partitions));
        partitions.forEach(p -> ProgressCounters.of(run().runId()).partitionBuilt());
      }
    }

    /** Read only where a table asks for it: there may be very many. */
    private Iterator<ObjectOutcome> objects(ProcessContext context) {
      return Elements.flat(context.sideInput(objects), ObjectOutcomes::outcomes).iterator();
    }
  }
}
