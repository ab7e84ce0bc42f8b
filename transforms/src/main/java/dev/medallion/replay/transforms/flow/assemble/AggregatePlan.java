package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which partitions of an aggregate table a run builds: those of the scope, and downstream of it
 * those already published whose recorded inputs differ from today's. One that is not published yet
 * waits for its own window.
 */
public final class AggregatePlan {
  /** Partitions that share one load of their inputs. */
  private static final int UNIT_PARTITIONS = 16;

  private final Model model;
  private final RunSpec run;
  private final AggregateTable table;

  public AggregatePlan(Model model, RunSpec run, AggregateTable table) {
    this.model = model;
    this.run = run;
    this.table = table;
  }

  public List<AggregateUnit> units(Catalog catalog) {
    TreeSet<String> values = new TreeSet<>(run.scope().partitions(table.grain()));
    values.addAll(downstream(catalog, values));
    List<AggregateUnit> units = new ArrayList<>();
    List<String> unit = new ArrayList<>();
    for (String value : values) {
      unit.add(value);
      if (unit.size() == UNIT_PARTITIONS) {
        units.add(unit(unit, catalog));
        unit = new ArrayList<>();
      }
    }
    if (!unit.isEmpty()) {
      units.add(unit(unit, catalog));
    }
    return units;
  }

  private AggregateUnit unit(List<String> values, Catalog catalog) {
    AggregateInputs inputs = new AggregateInputs(model, table);
    return new AggregateUnit(
        table.name(),
        List.copyOf(values),
        new PartitionResults(
            values.stream()
                .flatMap(value -> inputs.lookedAt(value, catalog).stream())
                .distinct()
                .flatMap(partition -> catalog.built(partition).stream())
                .toList()));
  }

  private List<String> downstream(Catalog catalog, Set<String> inScope) {
    if (table.objectsOf().isPresent() || table.grain() == Grain.NONE) {
      return List.of();
    }
    AggregateInputs inputs = new AggregateInputs(model, table);
    List<Head> outside =
        catalog.published(table.name()).stream()
            .filter(h -> !inScope.contains(h.partition().value()) && !h.wasTakenBack())
            .toList();
    Set<String> slicesMayDiffer = new SlicesMayDiffer(model, run, table).among(outside, catalog);
    return outside.stream()
        .filter(h -> slicesMayDiffer.contains(h.partition().value()) || inputs.differ(h, catalog))
        .map(h -> h.partition().value())
        .toList();
  }
}
