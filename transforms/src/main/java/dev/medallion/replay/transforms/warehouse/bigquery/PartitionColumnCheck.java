package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import java.util.Optional;

/** Refuses a partition column that is no date: BigQuery cuts times in UTC only. */
final class PartitionColumnCheck implements TargetCheck {
  @Override
  public Optional<String> problem(Target target) {
    return target.columns().stream()
        .filter(c -> TableColumns.same(c.name(), target.ref().partitionColumn()))
        .filter(c -> !c.type().equals("DATE"))
        .findFirst()
        .map(
            c ->
                Text.format(
                    "the partition column %s of %s is %s, but BigQuery cuts all but dates in UTC;"
                        + " cast it to DATE in the model's SQL",
                    c.name(), target.name(), c.type()));
  }
}
