package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.Head;

/** A change set was made against a head that is no longer the newest. Nothing was written. */
public final class HeadMovedException extends ConflictException {
  private static final long serialVersionUID = 1L;

  private final Partition partition;
  private final int expected;
  private final int found;

  /**
   * Says what moved.
   *
   * @param use what the change set does with the partition: {@code replaces} or {@code reads}
   * @param publisher the run that published what was found; empty where nothing is published
   */
  public HeadMovedException(
      Partition partition, String use, int expected, int found, String publisher) {
    super(
        "nothing was published: the change set "
            + use
            + " "
            + partition
            + " at "
            + version(expected)
            + ", but the warehouse has "
            + version(found)
            + (publisher.isEmpty() ? "" : " (published by run " + publisher + ")")
            + "; run again against the current warehouse");
    this.partition = partition;
    this.expected = expected;
    this.found = found;
  }

  public Partition partition() {
    return partition;
  }

  public int expected() {
    return expected;
  }

  public int found() {
    return found;
  }

  private static String version(int version) {
    return version == Head.NONE ? "no version" : "version " + version;
  }
}
