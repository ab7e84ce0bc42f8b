package dev.medallion.replay.transforms.warehouse.changeset;

import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.Serializable;

/**
 * What a change set saw of a partition that it replaces, beside its version: if it changed since,
 * the change set no longer fits.
 *
 * @param rows the full checksum of the rows that really stood there; empty: nobody looked
 * @param learned a digest of what its head knew, which changes without a new version: until when
 *     the partition is open, and what it was computed from; empty: nobody looked
 */
public record Seen(String rows, String learned) implements Serializable {
  /** Nobody looked: just the version has to be the same. */
  public static final Seen NOTHING = new Seen("", "");

  /** What a head says. */
  public static Seen of(Head head) {
    return new Seen(head.content().fullChecksum(), learned(head));
  }

  /** The digest of what a head knows. */
  public static String learned(Head head) {
    return Sha256.ofText(head.completeness().openUntil() + " " + head.inputs());
  }
}
