package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Grain;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Refuses more partitions than a table may have. */
final class PartitionCountCheck implements TargetCheck {
  private final Queries queries;

  PartitionCountCheck(Queries queries) {
    this.queries = queries;
  }

  @Override
  public Optional<String> problem(Target target) {
    if (target.ref().grain() == Grain.NONE) {
      return Optional.empty();
    }
    Set<String> all = new HashSet<>();
    target.partitions().forEach(p -> all.add(Decorator.id(target.ref().grain(), p)));
    if (target.table().isPresent()) {
      all.addAll(PartitionIds.of(queries, target.id()));
    }
    return all.size() > Quotas.PARTITIONS
        ? Optional.of(
            Text.format(
                "%s would have %,d partitions, but a table has at most %,d; give it a larger grain"
                    + " in the model, or drop old partitions",
                target.name(), all.size(), Quotas.PARTITIONS))
        : Optional.empty();
  }
}
