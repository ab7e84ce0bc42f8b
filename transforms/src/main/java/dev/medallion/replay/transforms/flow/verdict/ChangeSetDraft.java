package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.transforms.flow.assemble.AggregateInputs;
import dev.medallion.replay.transforms.flow.assemble.ReadersMark;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.audit.TableAudited;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.Seen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The change set of a run: what it built of the tables it publishes, and every head it read. */
final class ChangeSetDraft {
  private final AuditFacts facts;

  ChangeSetDraft(AuditFacts facts) {
    this.facts = facts;
  }

  /**
   * The change set.
   *
   * @param audited what audits looked up by key is part of what it rests on
   */
  ChangeSet changeSet(Collection<TableAudited> audited) {
    Completenesses completeness = new Completenesses(facts);
    AwaitedInputs awaited = new AwaitedInputs(facts);
    List<Replacement> replacements = new ArrayList<>();
    Stream<Table> tables =
        Stream.concat(facts.publishedTables().stream(), facts.publishedLedgers().stream());
    for (Table table : tables.toList()) {
      for (PartitionResult result : facts.catalog().built(table.name())) {
        replacements.add(
            new Replacement(
                table.qualifiedName(),
                table.partitionBy().column(),
                table.grain(),
                marked(table, awaited.told(result)),
                completeness.of(result.partition()),
                version(result.partition()),
                seen(result.partition())));
      }
    }
    return ChangeSets.of(
        replacements,
        reads(),
        audited.stream().flatMap(a -> a.reads().stream()).toList(),
        facts.newest());
  }

  private Seen seen(Partition partition) {
    return Seen.of(facts.catalog().published(partition).orElse(Head.none(partition)));
  }

  /** A whole table says for which readers it was seen to by this run. */
  private PartitionResult marked(Table table, PartitionResult result) {
    if (table.grain() != Grain.NONE) {
      return result;
    }
    SortedMap<String, String> inputs = new TreeMap<>(result.inputs());
    inputs.putAll(ReadersMark.of(facts.model(), facts.run(), table.name(), facts.catalog()));
    return result.withInputs(inputs);
  }

  /** Context of aggregates, and downstream partitions found absent. */
  private SortedMap<Partition, Integer> reads() {
    SortedMap<Partition, Integer> reads = new TreeMap<>();
    for (Table table : facts.publishedTables()) {
      if (table instanceof AggregateTable aggregate) {
        AggregateInputs inputs = new AggregateInputs(facts.model(), aggregate);
        for (PartitionResult built : facts.catalog().built(table.name())) {
          inputs
              .partitions(built.partition().value(), facts.catalog())
              .forEach(p -> reads.put(p, version(p)));
        }
        absentDownstream(aggregate, reads);
      }
    }
    return reads;
  }

  /** Partitions that would be downstream, were they published: they must still not be. */
  private void absentDownstream(AggregateTable table, SortedMap<Partition, Integer> reads) {
    if (table.grain() == Grain.NONE || table.objectsOf().isPresent()) {
      return;
    }
    table.inputs().stream()
        .filter(i -> facts.model().table(i.table()).grain() != Grain.NONE)
        .flatMap(i -> facts.catalog().built(i.table()).stream().map(b -> new Reached(i.reach(), b)))
        .flatMap(s -> s.values(facts, table.grain()))
        .map(value -> new Partition(table.name(), value))
        .filter(p -> facts.catalog().built(p).isEmpty())
        .filter(p -> facts.catalog().published(p).isEmpty())
        .forEach(p -> reads.put(p, Head.NONE));
  }

  private record Reached(Reach reach, PartitionResult input) {
    /**
     * The partitions of a table that see the input: those within its reach, the other way round.
     */
    Stream<String> values(AuditFacts facts, Grain grain) {
      Grain inputGrain = facts.model().table(input.partition().table()).grain();
      var days = inputGrain.days(input.partition().value());
      return new DayRange(days.from().minus(reach.after()), days.to().plus(reach.before()))
          .days()
          .map(grain::valueOf)
          .distinct();
    }
  }

  private int version(Partition partition) {
    return facts.catalog().published(partition).map(Head::version).orElse(Head.NONE);
  }
}
