package dev.medallion.replay.transforms.assemble;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.changeset.Content;
import dev.medallion.replay.transforms.changeset.Head;
import dev.medallion.replay.transforms.changeset.RecordedInputs;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Which published partitions may see another slice of a whole table than they recorded. */
final class SlicesMayDiffer {
  private final Model model;
  private final RunSpec run;
  private final AggregateTable table;

  SlicesMayDiffer(Model model, RunSpec run, AggregateTable table) {
    this.model = model;
    this.run = run;
    this.table = table;
  }

  Set<String> among(Collection<Head> heads, Catalog catalog) {
    Set<String> values = new TreeSet<>();
    for (Input input : table.inputs()) {
      if (input.slice().isPresent()) {
        heads.forEach(h -> values.add(h.partition().value()));
      }
    }
    return values;
  }
}
