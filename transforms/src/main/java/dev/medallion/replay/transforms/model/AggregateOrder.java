package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.model.AggregateTable.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orders aggregates so that each stands after its inputs; otherwise as the file has them. */
final class AggregateOrder {
  private final Map<String, AggregateTable> tables = new LinkedHashMap<>();
  private final Map<String, Boolean> finished = new LinkedHashMap<>();
  private final List<AggregateTable> ordered = new ArrayList<>();
  private final List<String> way = new ArrayList<>();
  private final List<List<String>> cycles = new ArrayList<>();

  AggregateOrder(List<AggregateTable> aggregates) {
    aggregates.forEach(t -> tables.put(t.name(), t));
    aggregates.forEach(this::visit);
  }

  private void visit(AggregateTable table) {
    Boolean done = finished.get(table.name());
    if (done != null) {
      if (!done) {
        cycles.add(List.copyOf(way.subList(way.indexOf(table.name()), way.size())));
      }
      return;
    }
    finished.put(table.name(), false);
    way.add(table.name());
    for (Input input : table.inputs()) {
      if (tables.containsKey(input.table())) {
        visit(tables.get(input.table()));
      }
    }
    way.remove(way.size() - 1);
    finished.put(table.name(), true);
    ordered.add(table);
  }

  List<AggregateTable> ordered() {
    return List.copyOf(ordered);
  }

  /** Tables that read each other in a ring. */
  List<List<String>> cycles() {
    return cycles;
  }
}
