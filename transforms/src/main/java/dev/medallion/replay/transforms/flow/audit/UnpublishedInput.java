package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.assemble.AggregateInputs;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A run of some tables publishes nothing that was computed from unpublished rows: the tables built
 * as context equal the published ones. Nor does it leave out another table of an entity that it
 * publishes: both share one ledger, which would then disagree with that table.
 */
final class UnpublishedInput extends NamedAudit<AuditFacts> {
  public UnpublishedInput() {
    super("unpublished_input", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    List<Observation> found = new ArrayList<>();
    for (Table table : facts.publishedTables()) {
      if (table instanceof EntityTable ofEntity) {
        leftBehind(facts, ofEntity).ifPresent(found::add);
      } else if (table instanceof AggregateTable aggregate) {
        AggregateInputs inputs = new AggregateInputs(facts.model(), aggregate);
        facts.catalog().built(table.name()).stream()
            .flatMap(built -> observation(facts, inputs, built).stream())
            .forEach(found::add);
      }
    }
    return found;
  }

  private static Optional<Observation> observation(
      AuditFacts facts, AggregateInputs inputs, PartitionResult built) {
    List<Partition> unpublished =
        inputs.partitions(built.partition().value(), facts.catalog()).stream()
            .filter(input -> !facts.run().publishes(input.table()))
            .filter(input -> isBuiltOtherwise(facts, input))
            .toList();
    if (unpublished.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Observation(
            built.partition().table(),
            built.partition().value(),
            unpublished.size(),
            "it is computed from %s, which differs from the published partition and which this run does not publish"
                .formatted(named(unpublished)),
            add(facts, unpublished)));
  }

  /** A table that has nothing published on these days waits for its own run. */
  private static Optional<Observation> leftBehind(AuditFacts facts, EntityTable table) {
    List<Partition> behind =
        facts.model().tablesOf(table.entity()).stream()
            .filter(t -> !facts.run().publishes(t.name()))
            .flatMap(t -> facts.catalog().built(t.name()).stream())
            .map(PartitionResult::partition)
            .filter(p -> facts.catalog().published(p).isPresent())
            .filter(p -> isBuiltOtherwise(facts, p))
            .toList();
    return behind.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Observation(
                table.name(),
                "",
                behind.size(),
                "%s holds facts about %s too; it differs from the published partition, and this run does not publish it"
                    .formatted(named(behind), table.entity()),
                add(facts, behind)));
  }

  private static String add(AuditFacts facts, List<Partition> unpublished) {
    Set<String> tables = new TreeSet<>();
    unpublished.forEach(p -> tables.add(p.table()));
    Set<String> all = new TreeSet<>(facts.run().tables());
    all.addAll(tables);
    return "add %s: --tables=%s".formatted(String.join(", ", tables), String.join(",", all));
  }

  private static String named(List<Partition> partitions) {
    return partitions.get(0)
        + (partitions.size() > 1 ? " and " + (partitions.size() - 1) + " more" : "");
  }

  private static boolean isBuiltOtherwise(AuditFacts facts, Partition input) {
    Optional<Content> built = facts.catalog().built(input).map(PartitionResult::content);
    Optional<Content> published =
        facts.catalog().published(input).filter(h -> !h.wasTakenBack()).map(Head::content);
    return built.isPresent()
        && !published.map(Content::checksum).equals(built.map(Content::checksum));
  }
}
