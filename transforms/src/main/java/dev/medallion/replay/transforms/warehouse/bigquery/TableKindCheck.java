package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.TableDefinition;
import dev.medallion.replay.options.message.Text;
import java.util.Optional;

/** Refuses what is no table: views, external tables, snapshots. */
final class TableKindCheck implements TargetCheck {
  @Override
  public Optional<String> problem(Target target) {
    return target
        .table()
        .filter(t -> !t.getDefinition().getType().equals(TableDefinition.Type.TABLE))
        .map(
            t ->
                Text.format(
                    "%s is no table but of the kind %s, which no load job writes; rename it, or the"
                        + " model's table",
                    target.name(), t.getDefinition().getType().name()));
  }
}
