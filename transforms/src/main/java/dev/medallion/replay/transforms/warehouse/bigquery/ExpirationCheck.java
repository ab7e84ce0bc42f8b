package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TimePartitioning;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Grain;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Refuses partitions so old that the table would drop them at once. */
final class ExpirationCheck implements TargetCheck {
  @Override
  public Optional<String> problem(Target target) {
    if (target.ref().grain() == Grain.NONE || target.partitions().isEmpty()) {
      return Optional.empty();
    }
    String oldest = target.partitions().get(0);
    Instant end =
        PhysicalGrain.days(target.ref().grain(), oldest)
            .to()
            .plusDays(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    return expiration(target)
        .filter(after -> !end.plus(after).isAfter(target.now()))
        .map(
            after ->
                Text.format(
                    "%s drops its partitions %d days after their time, so partition %s would be"
                        + " dropped as soon as it is loaded; lengthen or remove the partition"
                        + " expiration of the %s, or replay newer days",
                    target.name(),
                    after.toDays(),
                    oldest,
                    target.table().isPresent() ? "table" : "dataset"));
  }

  /** The table's; of a table that will be made its dataset's. */
  private static Optional<Duration> expiration(Target target) {
    Optional<Long> millis =
        target.table().isPresent()
            ? target
                .definition()
                .map(StandardTableDefinition::getTimePartitioning)
                .map(TimePartitioning::getExpirationMs)
            : target.dataset().map(Dataset::getDefaultPartitionExpirationMs);
    return millis.map(Duration::ofMillis);
  }
}
