package dev.medallion.replay.transforms.run;

import dev.medallion.replay.transforms.correction.Corrections;
import dev.medallion.replay.transforms.deadletter.Attempts;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * What a run pinned of repairs to bad records, by digest; the files lie on its staging.
 *
 * @param corrections of the {@link Corrections} that it applies; empty: none
 * @param redriven of the {@link Attempts} of records that it redrives; empty: none
 */
public record Repairs(String corrections, String redriven) implements Serializable {
  public static final Repairs NONE = new Repairs("", "");

  /** Writes them to a run's staging. */
  public static Repairs pin(Path staging, Corrections corrections, Attempts redriven) {
    return new Repairs(corrections.pin(staging), redriven.pin(staging));
  }
}
