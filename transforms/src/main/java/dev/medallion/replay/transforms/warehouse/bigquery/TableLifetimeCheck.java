package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.Table;
import dev.medallion.replay.options.message.Text;
import java.util.Optional;

/** Refuses tables that expire as a whole: what is published would be gone one day. */
final class TableLifetimeCheck implements TargetCheck {
  @Override
  public Optional<String> problem(Target target) {
    Optional<Long> lifetime =
        target.table().isPresent()
            ? target.table().map(Table::getExpirationTime)
            : target.dataset().map(Dataset::getDefaultTableLifetime);
    return lifetime.map(
        any ->
            Text.format(
                "%s expires as a whole; remove the %s",
                target.name(),
                target.table().isPresent()
                    ? "table's expiration"
                    : "default table expiration of its dataset"));
  }
}
