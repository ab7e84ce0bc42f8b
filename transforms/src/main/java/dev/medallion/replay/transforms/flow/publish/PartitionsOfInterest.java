package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.flow.assemble.AggregateInputs;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The partitions that a run replaces or reads, as far as its window tells: those of the window,
 * what within their reach is computed from them, and what all of these are computed from: all
 * partitions of what a whole table reads. Their rows are compared with their heads; a run costs
 * what its window costs, so those of no other partition are.
 *
 * <p>A partition that is rebuilt for another reason (a slice of a whole table changed, or an
 * earlier run changed an input) is not among them; publishing refuses it if its rows are not its
 * head's.
 */
final class PartitionsOfInterest {
  private final Model model;
  private final Scope scope;
  private final Set<Partition> published;
  private final Map<String, Set<String>> built = new HashMap<>();
  private final Map<String, Set<String>> wanted = new HashMap<>();

  private PartitionsOfInterest(Model model, Scope scope, Set<Partition> published) {
    this.model = model;
    this.scope = scope;
    this.published = published;
  }

  /**
   * By table.
   *
   * @param published all that is
   */
  static Map<String, Set<String>> of(Model model, Scope scope, Set<Partition> published) {
    PartitionsOfInterest interest = new PartitionsOfInterest(model, scope, published);
    model.stored().forEach(interest::add);
    return interest.wanted;
  }

  private void add(Table table) {
    Set<String> mine = new TreeSet<>(scope.partitions(table.grain()));
    if (table instanceof AggregateTable aggregate) {
      AggregateInputs inputs = new AggregateInputs(model, aggregate);
      mine.addAll(downstream(aggregate, inputs));
      for (Input input : aggregate.inputs()) {
        Set<String> read = wanted.computeIfAbsent(input.table(), t -> new TreeSet<>());
        if (inputs.isSeenWhole(input)) {
          published.stream()
              .filter(p -> p.table().equals(input.table()))
              .forEach(p -> read.add(p.value()));
        } else {
          mine.forEach(p -> inputs.partitionsInReach(input, p).forEach(r -> read.add(r.value())));
        }
      }
    }
    built.put(table.name(), mine);
    wanted.computeIfAbsent(table.name(), t -> new TreeSet<>()).addAll(mine);
  }

  private Set<String> downstream(AggregateTable table, AggregateInputs inputs) {
    if (table.grain() == Grain.NONE) {
      return Set.of();
    }
    List<Input> cut =
        table.inputs().stream().filter(i -> model.table(i.table()).grain() != Grain.NONE).toList();
    return published.stream()
        .filter(p -> p.table().equals(table.name()))
        .map(Partition::value)
        .filter(p -> cut.stream().anyMatch(i -> sees(inputs, i, p)))
        .collect(Collectors.toSet());
  }

  private boolean sees(AggregateInputs inputs, Input input, String partition) {
    Set<String> changed = built.get(input.table());
    return inputs.partitionsInReach(input, partition).stream()
        .anyMatch(p -> changed.contains(p.value()));
  }
}
