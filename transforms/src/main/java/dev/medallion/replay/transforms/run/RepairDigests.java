package dev.medallion.replay.transforms.run;

import java.io.Serializable;

/**
 * Which {@link Repairs} a run pinned; the files lie on its staging.
 *
 * @param corrections of the corrections that it applies; empty: none
 * @param redriven of the attempts of records that it redrives; empty: none
 */
public record RepairDigests(String corrections, String redriven) implements Serializable {
  public static final RepairDigests NONE = new RepairDigests("", "");
}
