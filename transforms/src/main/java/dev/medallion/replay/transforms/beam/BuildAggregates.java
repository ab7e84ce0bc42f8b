package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.options.Nondeterminism;
import dev.medallion.replay.transforms.assemble.AggregateBuilder;
import dev.medallion.replay.transforms.assemble.AggregatePlan;
import dev.medallion.replay.transforms.assemble.AggregateUnit;
import dev.medallion.replay.transforms.assemble.Catalog;
import dev.medallion.replay.transforms.changeset.PartitionResult;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.objects.ObjectOutcome;
import dev.medallion.replay.transforms.progress.ProgressCounters;
import dev.medallion.replay.transforms.publish.Published;
import dev.medallion.replay.transforms.run.RunSpec;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Computes the aggregate tables, one after the other, each from the tables above it.
 *
 * <p>Input: the partitions of the entity tables. Output: those, and the partitions of the aggregate
 * tables: of the scope, and downstream of it.
 */
public final class BuildAggregates
    extends PTransform<PCollection<PartitionResult>, PCollection<PartitionResult>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;
  private final PCollectionView<Published> published;
  private final PCollectionView<Iterable<ObjectOutcome>> objects;

  private BuildAggregates(
      RunSpec run,
      PCollectionView<Published> published,
      PCollectionView<Iterable<ObjectOutcome>> objects) {
    this.run = run;
    this.published = published;
    this.objects = objects;
  }

  public static BuildAggregates of(
      RunSpec run,
      PCollectionView<Published> published,
      PCollectionView<Iterable<ObjectOutcome>> objects) {
    return new BuildAggregates(run, published, objects);
  }

  @Override
  public PCollection<PartitionResult> expand(PCollection<PartitionResult> entityTables) {
    Model model = Models.of(run.modelFiles());
    PCollection<PartitionResult> sofar = entityTables;
    for (AggregateTable table : model.aggregates()) {
      PCollection<PartitionResult> built = build(table.name(), sofar);
      sofar =
          PCollectionList.of(sofar)
              .and(built)
              .apply("With " + table.name(), Flatten.pCollections());
    }
    return sofar;
  }

  private PCollection<PartitionResult> build(String table, PCollection<PartitionResult> above) {
    PCollectionView<Iterable<PartitionResult>> inputs =
        above.apply("Inputs of " + table, View.asIterable());
    PCollection<PartitionResult> built =
        above
            .getPipeline()
            .apply("Seed " + table, Create.of(table))
            .apply(
                "Plan " + table,
                ParDo.of(new PlanFn(run, inputs, published)).withSideInputs(inputs, published))
            .setCoder(SerializableCoder.of(AggregateUnit.class))
            .apply("Spread " + table, Reshuffle.viaRandomKey())
            .apply(
                "Compute " + table,
                ParDo.of(new BuildFn(run, inputs, published, objects))
                    .withSideInputs(inputs, published, objects));
    return Elements.coded(built, PartitionResult.class);
  }

  private static AggregateTable table(Model model, String name) {
    return (AggregateTable) model.table(name);
  }

  private static final class PlanFn extends RunDoFn<String, AggregateUnit> {
    private static final long serialVersionUID = 1L;
    private final PCollectionView<Iterable<PartitionResult>> inputs;
    private final PCollectionView<Published> published;

    PlanFn(
        RunSpec run,
        PCollectionView<Iterable<PartitionResult>> inputs,
        PCollectionView<Published> published) {
      super(run);
      this.inputs = inputs;
      this.published = published;
    }

    @ProcessElement
    public void plan(ProcessContext context) {
      Catalog catalog =
          new Catalog(context.sideInput(inputs), context.sideInput(published).heads());
      new AggregatePlan(model(), run(), table(model(), context.element()))
          .units(catalog)
          .forEach(context::output);
    }
  }

  private static final class BuildFn extends RunDoFn<AggregateUnit, PartitionResult> {
    private static final long serialVersionUID = 1L;
    private final PCollectionView<Iterable<PartitionResult>> inputs;
    private final PCollectionView<Published> published;
    private final PCollectionView<Iterable<ObjectOutcome>> objects;

    BuildFn(
        RunSpec run,
        PCollectionView<Iterable<PartitionResult>> inputs,
        PCollectionView<Published> published,
        PCollectionView<Iterable<ObjectOutcome>> objects) {
      super(run);
      this.inputs = inputs;
      this.published = published;
      this.objects = objects;
    }

    @ProcessElement
    public void build(ProcessContext context) {
      AggregateUnit unit = context.element();
      Catalog catalog =
          new Catalog(context.sideInput(inputs), context.sideInput(published).heads());
      new AggregateBuilder(model(), run(), table(model(), unit.table()))
          .build(unit, catalog, context.sideInput(objects), Nondeterminism.newToken())
          .forEach(
              partition -> {
                context.output(partition);
                ProgressCounters.of(run().runId()).partitionBuilt();
              });
    }
  }
}
