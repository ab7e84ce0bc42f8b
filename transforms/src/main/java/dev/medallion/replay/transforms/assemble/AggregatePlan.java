package dev.medallion.replay.transforms.assemble;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.changeset.Head;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
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
        units.add(new AggregateUnit(table.name(), List.copyOf(unit)));
        unit = new ArrayList<>();
      }
    }
    if (!unit.isEmpty()) {
      units.add(new AggregateUnit(table.name(), List.copyOf(unit)));
    }
    return units;
  }

  private List<String> downstream(Catalog catalog, TreeSet<String> inScope) {
    if (table.objectsOf().isPresent() || table.grain() == Grain.NONE) {
      return List.of();
    }
    AggregateInputs inputs = new AggregateInputs(model, table);
    boolean sliceMoved = table.inputs().stream().anyMatch(i -> isSliceOfChanged(i, catalog));
    return catalog.published(table.name()).stream()
        .filter(head -> !inScope.contains(head.partition().value()))
        .filter(head -> sliceMoved || recordedDiffers(head, inputs, catalog))
        .map(head -> head.partition().value())
        .toList();
  }

  private static boolean recordedDiffers(Head head, AggregateInputs inputs, Catalog catalog) {
    SortedMap<String, String> recorded = new java.util.TreeMap<>(head.inputs());
    recorded.keySet().removeIf(name -> name.endsWith("/slice"));
    return !recorded.equals(inputs.fingerprint(head.partition().value(), catalog));
  }

  /**
   * A sliced input that changed somewhere: every published partition is a candidate, and the
   * builder leaves out those whose own slice is as it was.
   */
  private static boolean isSliceOfChanged(Input input, Catalog catalog) {
    if (input.slice().isEmpty()) {
      return false;
    }
    Partition all = new Partition(input.table(), Grain.ALL);
    return catalog
        .built(all)
        .map(
            b ->
                catalog
                    .published(all)
                    .map(h -> !h.content().checksum().equals(b.content().checksum()))
                    .orElse(true))
        .orElse(false);
  }
}
