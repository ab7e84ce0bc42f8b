package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.MemoryBudget;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

  /** Their values; a partition that sees the slice that it recorded may be among them. */
  Set<String> among(List<Head> heads, Catalog catalog) {
    Set<String> values = new TreeSet<>();
    for (Input input : table.inputs()) {
      if (input.slice().isPresent() && !heads.isEmpty()) {
        values.addAll(among(input, heads, catalog));
      }
    }
    return values;
  }

  private Set<String> among(Input input, List<Head> heads, Catalog catalog) {
    if (!ReadersMark.stands(table, input.table(), catalog)) {
      return heads.stream().map(h -> h.partition().value()).collect(Collectors.toSet());
    }
    Partition all = new Partition(input.table(), Grain.ALL);
    boolean same =
        catalog
            .published(all)
            .map(h -> h.content().checksum().equals(catalog.content(all).checksum()))
            .orElse(false);
    return same ? Set.of() : seeingChangedRows(input, heads, catalog);
  }

  private Set<String> seeingChangedRows(Input input, List<Head> heads, Catalog catalog) {
    try (MemoryBudget.Lent lent = MemoryBudget.open(run.session(model.zone().getId()))) {
      SliceCondition condition = new SliceParser(lent.session(), model, table, input).parse();
      return ChangedRows.of(lent.session(), model, input, catalog).seenBy(table, condition, heads);
    }
  }
}
