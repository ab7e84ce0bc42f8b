package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;

/** Whether an entity of a change set was published on another day since the change set was made. */
@FunctionalInterface
interface KeyCheck {
  /**
   * Looks.
   *
   * @param state with the heads that stand, and the publications that are open
   * @throws ConflictException naming a key and the run that published it
   */
  void require(ChangeSet changes, LogState state);
}
