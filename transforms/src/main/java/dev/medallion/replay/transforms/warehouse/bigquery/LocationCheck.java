package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Dataset;
import dev.medallion.replay.options.message.Text;
import java.util.Optional;

/** Refuses a dataset in another location than the others: jobs run in one. */
final class LocationCheck implements TargetCheck {
  private final Home home;

  LocationCheck(Home home) {
    this.home = home;
  }

  @Override
  public Optional<String> problem(Target target) {
    Optional<String> ours = home.location();
    return target
        .dataset()
        .map(Dataset::getLocation)
        .filter(there -> ours.isPresent() && !there.equalsIgnoreCase(ours.get()))
        .map(
            there ->
                Text.format(
                    "dataset %s is in %s, but this warehouse is in %s; move it, or use another"
                        + " dataset prefix",
                    target.id().getDataset(), there, ours.get()));
  }
}
