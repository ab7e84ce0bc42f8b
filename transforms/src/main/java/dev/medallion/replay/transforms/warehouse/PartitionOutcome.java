package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import java.io.Serializable;

/** The outcome of one partition of a publication. */
public sealed interface PartitionOutcome extends Serializable {
  Partition partition();

  /** As the warehouse names it, e.g. {@code silver.charges}. */
  String table();

  /** It is as the change set wanted it. */
  record Done(PublishedPartition published) implements PartitionOutcome {
    @Override
    public Partition partition() {
      return published.partition();
    }

    @Override
    public String table() {
      return published.table();
    }
  }

  /**
   * It is as it was.
   *
   * @param why the warehouse could not write it
   */
  record Failed(Partition partition, String table, String why) implements PartitionOutcome {}

  /** It is as it was: another one had failed before. */
  record NotBegun(Partition partition, String table) implements PartitionOutcome {}
}
