package dev.medallion.replay.transforms.run;

import dev.medallion.replay.transforms.correction.Corrections;
import dev.medallion.replay.transforms.deadletter.Attempts;
import java.nio.file.Path;

/**
 * The repairs to bad records that a run takes along.
 *
 * @param corrections that it applies
 * @param redriven records that it redrives
 */
public record Repairs(Corrections corrections, Attempts redriven) {
  /** What the run's spec says of them. */
  public RepairDigests digests() {
    return new RepairDigests(corrections.digest(), redriven.digest());
  }

  /** Writes them to a run's staging, where its workers find them by their digests. */
  public void pin(Path staging) {
    corrections.pin(staging);
    redriven.pin(staging);
  }
}
