package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which partitions of its inputs a partition of an aggregate table sees: exactly these. */
public final class AggregateInputs {
  private final Model model;
  private final AggregateTable table;

  public AggregateInputs(Model model, AggregateTable table) {
    this.model = model;
    this.table = table;
  }

  /** The days that a partition sees of an input that has days. */
  public static DayRange days(AggregateTable table, Input input, String partition) {
    return input.reach().of(table.grain().days(partition));
  }

  /**
   * The partitions of one input that a partition of the table sees: those within its reach, whether
   * or not they are there; a table of grain none sees all that are there.
   */
  public List<Partition> partitions(Input input, String partition, Catalog catalog) {
    return isSeenWhole(input) ? catalog.there(input.table()) : partitionsInReach(input, partition);
  }

  /** Whether the table is a whole one and sees all partitions of an input. */
  public boolean isSeenWhole(Input input) {
    return table.grain() == Grain.NONE && model.table(input.table()).grain() != Grain.NONE;
  }

  /** The same where the table is cut, or the input is whole. */
  public List<Partition> partitionsInReach(Input input, String partition) {
    Table read = model.table(input.table());
    if (read.grain() == Grain.NONE) {
      return List.of(new Partition(read.name(), Grain.ALL));
    }
    return days(table, input, partition)
        .days()
        .map(read.grain()::valueOf)
        .distinct()
        .map(value -> new Partition(read.name(), value))
        .toList();
  }

  /** All input partitions that a partition of the table sees. */
  public List<Partition> partitions(String partition, Catalog catalog) {
    return table.inputs().stream()
        .flatMap(i -> partitions(i, partition, catalog).stream())
        .toList();
  }

  /**
   * All that is looked at to compute a partition: what it sees, and what its published version
   * waited for, which may be out of its reach.
   */
  Set<Partition> lookedAt(String partition, Catalog catalog) {
    Set<Partition> all = new LinkedHashSet<>(partitions(partition, catalog));
    catalog
        .published(new Partition(table.name(), partition))
        .ifPresent(
            head ->
                RecordedInputs.awaited(head.inputs())
                    .keySet()
                    .forEach(name -> all.add(partitionOf(name))));
    return all;
  }

  /**
   * What a partition would be computed from today, but for slices: that takes their rows.
   *
   * @param asOf the run's "now"
   */
  public SortedMap<String, String> recorded(String partition, Catalog catalog, Instant asOf) {
    SortedMap<String, String> inputs = new TreeMap<>();
    for (Input input : table.inputs()) {
      if (input.slice().isEmpty()) {
        for (Partition read : partitions(input, partition, catalog)) {
          inputs.put(read.toString(), catalog.recorded(read));
        }
      }
    }
    if (AsOf.isUsedBy(table)) {
      inputs.put(RecordedInputs.AS_OF, asOf.toString());
    }
    return inputs;
  }

  /** Whether a published partition was computed from something else than it would be today. */
  public boolean differ(Head head, Catalog catalog) {
    return RecordedInputs.differ(
        head.inputs(),
        recorded(head.partition().value(), catalog, Instant.EPOCH),
        name ->
            catalog.isThere(partitionOf(name))
                && !(RecordedInputs.isOtherScopes(name) && catalog.isInPart(partitionOf(name))));
  }

  private static Partition partitionOf(String awaited) {
    String name = RecordedInputs.partitionAwaited(awaited);
    int slash = name.indexOf('/');
    return new Partition(name.substring(0, slash), name.substring(slash + 1));
  }
}
