package dev.medallion.replay.transforms.run;

import dev.medallion.replay.transforms.flow.deadletter.Attempts;
import dev.medallion.replay.transforms.flow.match.ArrivedObjects;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import dev.medallion.replay.transforms.storage.Place;

/**
 * What a run takes along: the repairs to bad records, and what it was begun for.
 *
 * @param corrections that it applies
 * @param redriven records that it redrives
 * @param arrived the objects that named its days, of a window on the arrival clock
 */
public record Repairs(Corrections corrections, Attempts redriven, ArrivedObjects arrived) {
  /** What the run's spec says of them. */
  public RepairDigests digests() {
    return new RepairDigests(corrections.digest(), redriven.digest(), arrived.digest());
  }

  /** Writes them to a run's staging, where its workers find them by their digests. */
  public void pin(Place staging) {
    corrections.pin(staging);
    redriven.pin(staging);
    arrived.pin(staging);
  }
}
