package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.assemble.AggregateInputs;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How complete each partition of a run is: an entity table's by its arrival range, an aggregate
 * table's as its least complete input. What is built from full history is complete as of the run.
 */
final class Completenesses {
  private final AuditFacts facts;
  private final Map<Partition, Completeness> known = new HashMap<>();

  Completenesses(AuditFacts facts) {
    this.facts = facts;
  }

  Completeness of(Partition partition) {
    Completeness found = known.get(partition);
    if (found == null) {
      found = compute(partition);
      known.put(partition, found);
    }
    return found;
  }

  private Completeness compute(Partition partition) {
    if (facts.catalog().built(partition).isEmpty()) {
      return facts.catalog().publishedCompleteness(partition);
    }
    Table table = facts.model().table(partition.table());
    if (table.grain() == Grain.NONE || table instanceof EntityLedger) {
      return Completeness.COMPLETE;
    }
    return table instanceof EntityTable entityTable
        ? ofEntity(entityTable, partition)
        : ofAggregate((AggregateTable) table, partition);
  }

  private Completeness ofEntity(EntityTable table, Partition partition) {
    Model model = facts.model();
    Entity entity = model.entity(table.entity());
    return entity.fullHistory()
        ? Completeness.COMPLETE
        : atMost(
            table,
            partition,
            facts
                .ranges()
                .completeness(model.anySourceOf(entity), table.grain(), partition.value()));
  }

  /** Rows of other scopes are as complete as they were when they were read. */
  private Completeness atMost(EntityTable table, Partition partition, Completeness ofReplaced) {
    Completeness ofCarried =
        facts.run().replacesPartOf(facts.model(), table)
            ? facts.catalog().publishedCompleteness(partition)
            : Completeness.COMPLETE;
    return ofCarried.openUntil().compareTo(ofReplaced.openUntil()) > 0 ? ofCarried : ofReplaced;
  }

  private Completeness ofAggregate(AggregateTable table, Partition partition) {
    Stream<Completeness> inputs =
        new AggregateInputs(facts.model(), table)
            .partitions(partition.value(), facts.catalog()).stream().map(this::of);
    Stream<Completeness> objects =
        table.objectsOf().stream()
            .map(facts.model().sources()::get)
            .map(s -> facts.ranges().completeness(s, table.grain(), partition.value()));
    return Stream.concat(inputs, objects)
        .max(java.util.Comparator.comparing(Completeness::openUntil))
        .orElse(Completeness.COMPLETE);
  }
}
