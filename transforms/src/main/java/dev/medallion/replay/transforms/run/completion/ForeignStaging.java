package dev.medallion.replay.transforms.run.completion;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.Place;
import java.util.List;

/** A run's staging folder holds the work of another run. */
final class ForeignStaging {
  private ForeignStaging() {}

  static UsageException of(Place staging, String what) {
    return new UsageException(
        List.of(
            "the staging folder "
                + staging
                + " belongs to another run: "
                + what
                + ". Nothing in it was used. Give another --run-id or --staging, or delete the"
                + " folder if you no longer need that run"));
  }
}
