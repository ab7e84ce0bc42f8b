package dev.medallion.replay.transforms.run.completion;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.Place;
import java.util.List;

/** A run can't use a folder for its staging, or can't use it any more. */
final class ForeignStaging {
  private ForeignStaging() {}

  /** Another run claimed it: then, and only then, it may be deleted. */
  static UsageException ofAnotherRun(Place staging, String what) {
    return refused(
        "the staging folder "
            + staging
            + " belongs to another run: "
            + what
            + ". Nothing in it was used. Give another --run-id or --staging, or delete the"
            + " folder if you no longer need that run");
  }

  /** Something is in it, and nobody knows whose it is. */
  static UsageException ofNobody(Place staging, String name) {
    return refused(
        staging
            + " cannot be the staging folder: it holds "
            + name
            + ", and no run has claimed it. Give another --staging");
  }

  /** What a run wrote there, or somebody else, can't be read. */
  static UsageException damaged(Place staging, String what) {
    return refused(
        what
            + " is damaged. Nothing in the staging folder "
            + staging
            + " was used. Start a new run");
  }

  private static UsageException refused(String why) {
    return new UsageException(List.of(why));
  }
}
