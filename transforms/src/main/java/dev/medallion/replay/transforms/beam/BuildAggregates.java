package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.flow.assemble.AggregateBuilder;
import dev.medallion.replay.transforms.flow.assemble.AggregateLevels;
import dev.medallion.replay.transforms.flow.assemble.AggregatePlan;
import dev.medallion.replay.transforms.flow.assemble.AggregateUnit;
import dev.medallion.replay.transforms.flow.assemble.Catalog;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.Models;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResults;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
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
    extends PTransform<PCollection<KV<String, PackedFact>>, PCollection<KV<String, PackedFact>>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;
  private final PCollectionView<Iterable<KV<String, PackedFact>>> upToShards;

  private BuildAggregates(
      RunSpec run, PCollectionView<Iterable<KV<String, PackedFact>>> upToShards) {
    this.run = run;
    this.upToShards = upToShards;
  }

  /**
   * The transform.
   *
   * @param upToShards what was found out before: the heads, and what became of each object
   */
  public static BuildAggregates of(
      RunSpec run, PCollectionView<Iterable<KV<String, PackedFact>>> upToShards) {
    return new BuildAggregates(run, upToShards);
  }

  @Override
  public PCollection<KV<String, PackedFact>> expand(
      PCollection<KV<String, PackedFact>> entityTables) {
    PCollection<KV<String, PackedFact>> sofar = entityTables;
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

  private PCollection<KV<String, PackedFact>> build(
      String level, List<String> tables, PCollection<KV<String, PackedFact>> above) {
    return PackedFact.coded(
        Elements.spread(
                "Spread " + level,
                above
                    .apply("All above " + level, GroupByKey.create())
                    .apply(
                        "Plan " + level,
                        ParDo.of(new PlanFn(run, step("plan", level), tables, upToShards))
                            .withSideInputs(upToShards)),
                AggregateUnit.class)
            .apply(
                "Compute " + level,
                ParDo.of(new BuildFn(run, upToShards)).withSideInputs(upToShards)));
  }

  private static String step(String what, String level) {
    return what + "-" + level.replace(' ', '-');
  }

  private static final class PlanFn
      extends RunDoFn<KV<String, Iterable<PackedFact>>, KV<String, AggregateUnit>> {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final List<String> tables;
    private final PCollectionView<Iterable<KV<String, PackedFact>>> upToShards;

    PlanFn(
        RunSpec run,
        String name,
        List<String> tables,
        PCollectionView<Iterable<KV<String, PackedFact>>> upToShards) {
      super(run);
      this.name = name;
      this.tables = tables;
      this.upToShards = upToShards;
    }

    @ProcessElement
    public void plan(ProcessContext context) {
      noting(name, () -> Elements.keyed(units(context), context::output));
    }

    private List<AggregateUnit> units(ProcessContext context) {
      Catalog catalog =
          new Catalog(
              RunFacts.built(PackedFact.all(context.element(), Fact.PartitionsBuilt.class)),
              RunFacts.published(context.sideInput(upToShards)).heads());
      List<AggregateUnit> units = new ArrayList<>();
      for (String table : tables) {
        AggregateTable aggregate = (AggregateTable) model().table(table);
        units.addAll(new AggregatePlan(model(), run(), aggregate).units(catalog));
      }
      return units;
    }
  }

  private static final class BuildFn
      extends RunDoFn<KV<String, Iterable<AggregateUnit>>, KV<String, PackedFact>> {
    private static final long serialVersionUID = 1L;
    private final PCollectionView<Iterable<KV<String, PackedFact>>> upToShards;

    BuildFn(RunSpec run, PCollectionView<Iterable<KV<String, PackedFact>>> upToShards) {
      super(run);
      this.upToShards = upToShards;
    }

    @ProcessElement
    public void build(ProcessContext context) {
      Iterable<KV<String, PackedFact>> known = context.sideInput(upToShards);
      for (AggregateUnit unit : context.element().getValue()) {
        noting(unit.name(), () -> build(unit, known, context));
      }
    }

    private void build(
        AggregateUnit unit, Iterable<KV<String, PackedFact>> known, ProcessContext context) {
      AggregateTable table = (AggregateTable) model().table(unit.table());
      AggregateBuilder builder = new AggregateBuilder(model(), run(), table);
      Catalog catalog = new Catalog(unit.inputs().partitions(), RunFacts.published(known).heads());
      List<PartitionResult> partitions =
          run()
              .completionsOfTurn()
              .once(
                  unit.name(),
                  new TypeReference<>() {},
                  () ->
                      builder.build(
                          unit, catalog, RunFacts.outcomes(known), Nondeterminism.newToken()));
      context.output(PackedFact.of(new Fact.PartitionsBuilt(new PartitionResults(partitions))));
    }
  }
}
