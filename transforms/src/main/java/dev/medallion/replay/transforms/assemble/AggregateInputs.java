package dev.medallion.replay.transforms.assemble;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.changeset.Content;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import java.util.List;
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
  static DayRange days(AggregateTable table, Input input, String partition) {
    return input.reach().of(table.grain().days(partition));
  }

  /** The partitions of one input that a partition of the table sees. */
  public List<Partition> partitions(Input input, String partition) {
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
  public List<Partition> partitions(String partition) {
    return table.inputs().stream().flatMap(i -> partitions(i, partition).stream()).toList();
  }

  /**
   * What a partition would be computed from today: {@code table/partition} to content checksum.
   * Input partitions without rows are left out, published or not: they say the same.
   */
  public SortedMap<String, String> fingerprint(String partition, Catalog catalog) {
    SortedMap<String, String> inputs = new TreeMap<>();
    for (Input input : table.inputs()) {
      if (input.slice().isEmpty()) {
        for (Partition read : partitions(input, partition)) {
          Content content = catalog.content(read);
          if (content.rows() > 0) {
            inputs.put(read.toString(), content.checksum());
          }
        }
      }
    }
    return inputs;
  }

  /** The name under which a slice stands in a fingerprint. */
  static String sliceName(Input input) {
    return input.table() + "/slice";
  }
}
