package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.assemble.AggregateInputs;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.match.DayArrivals;
import dev.medallion.replay.transforms.flow.shard.SeenDay;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells apart the inputs without a partition: one of days of which something exists, or existed, is
 * awaited; one of days before the first data, or without any, is just absent.
 *
 * <p>A partition waits for what its inputs wait for, too.
 */
final class AwaitedInputs {
  private final AuditFacts facts;
  private final DayArrivals arrived;
  private final Set<SeenDay> seen = new HashSet<>();
  private final Map<SeenDay, Boolean> known = new HashMap<>();
  private final Map<Partition, SortedMap<String, String>> recorded = new HashMap<>();

  AwaitedInputs(AuditFacts facts) {
    this.facts = facts;
    this.arrived = new DayArrivals(facts.model(), facts.run().roots());
    facts.shards().forEach(s -> seen.addAll(s.seenOutside()));
  }

  /** A partition that was built, with what it waits for among its recorded inputs. */
  PartitionResult told(PartitionResult built) {
    return facts.model().table(built.partition().table()) instanceof AggregateTable table
        ? built.withInputs(inputs(table, built))
        : built;
  }

  private SortedMap<String, String> inputs(AggregateTable table, PartitionResult built) {
    SortedMap<String, String> inputs = recorded.get(built.partition());
    if (inputs == null) {
      inputs = computed(table, built);
      recorded.put(built.partition(), inputs);
    }
    return inputs;
  }

  private SortedMap<String, String> computed(AggregateTable table, PartitionResult built) {
    SortedMap<String, String> inputs = new TreeMap<>(built.inputs());
    for (Partition input :
        new AggregateInputs(facts.model(), table)
            .partitions(built.partition().value(), facts.catalog())) {
      if (!facts.catalog().isThere(input)) {
        if (existed(input)) {
          inputs.replace(input.toString(), RecordedInputs.ABSENT, RecordedInputs.AWAITED);
        }
      } else {
        awaitedBy(input).forEach((name, awaited) -> inputs.putIfAbsent(name, awaited));
      }
    }
    return inputs;
  }

  private SortedMap<String, String> awaitedBy(Partition input) {
    return RecordedInputs.awaited(
        facts
            .catalog()
            .built(input)
            .map(b -> told(b).inputs())
            .or(() -> facts.catalog().published(input).map(Head::inputs))
            .orElseGet(TreeMap::new));
  }

  private boolean existed(Partition partition) {
    Table table = facts.model().table(partition.table());
    return table.grain() != Grain.NONE && existed(table, table.grain().days(partition.value()));
  }

  private boolean existed(Table table, DayRange days) {
    if (table instanceof EntityTable entityTable) {
      Entity entity = facts.model().entity(entityTable.entity());
      return days.days().anyMatch(day -> existed(entity, day));
    }
    return ((AggregateTable) table)
        .inputs().stream()
            .map(i -> facts.model().table(i.table()))
            .filter(t -> t.grain() != Grain.NONE)
            .anyMatch(t -> existed(t, days));
  }

  private boolean existed(Entity entity, LocalDate day) {
    return known.computeIfAbsent(
        new SeenDay(entity.name(), day),
        key -> seen.contains(key) || isForgotten(entity, day) || hasArrived(entity, day));
  }

  /** What arrived so long ago may be gone: that nothing is there says nothing. */
  private boolean isForgotten(Entity entity, LocalDate day) {
    return facts.model().sourcesOf(entity).stream()
        .flatMap(source -> source.retention().stream())
        .anyMatch(kept -> day.isBefore(facts.ranges().today().minus(kept)));
  }

  private boolean hasArrived(Entity entity, LocalDate day) {
    return !day.isAfter(facts.ranges().today()) && arrived.any(entity, day);
  }
}
