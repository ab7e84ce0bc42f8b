package dev.medallion.replay.transforms.run;

import java.io.Serializable;

/**
 * Which {@link Repairs} and objects a run pinned; the files lie on its staging.
 *
 * @param corrections of the corrections that it applies; empty: none
 * @param redriven of the attempts of records that it redrives; empty: none
 * @param arrived of the objects that named its days, of a window on the arrival clock; empty: none
 */
public record RepairDigests(String corrections, String redriven, String arrived)
    implements Serializable {
  public static final RepairDigests NONE = new RepairDigests("", "", "");

  public RepairDigests {
    // An earlier program's record has none.
    arrived = arrived == null ? "" : arrived;
  }
}
