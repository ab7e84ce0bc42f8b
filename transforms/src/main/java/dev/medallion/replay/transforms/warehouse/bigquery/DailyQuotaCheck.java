package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.options.message.Text;
import java.util.Optional;

/** Refuses more partitions than a table takes in a day. */
final class DailyQuotaCheck implements TargetCheck {
  @Override
  public Optional<String> problem(Target target) {
    return target.partitions().size() > Quotas.PARTITION_MODIFICATIONS_A_DAY
        ? Optional.of(
            Text.format(
                "%,d partitions of %s are to be written, but a table takes %,d in a day; split the"
                    + " window in %d, and replay one a day",
                target.partitions().size(),
                target.name(),
                Quotas.PARTITION_MODIFICATIONS_A_DAY,
                Quotas.parts(target.partitions().size(), Quotas.PARTITION_MODIFICATIONS_A_DAY)))
        : Optional.empty();
  }
}
