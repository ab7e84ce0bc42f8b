package dev.medallion.replay.pipelines.cost;

import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;

/**
 * How much a replay has to do.
 *
 * @param bytes of the input, as stored
 * @param objects that are read
 * @param partitions that are built, of all tables
 * @param tables that are published
 */
public record JobSize(long bytes, long objects, long partitions, int tables) {

  /** That of a plan. */
  public static JobSize of(Manifest plan) {
    return new JobSize(
        plan.objects().bytes(),
        plan.objects().listed(),
        plan.partitions().changes().size(),
        (int) plan.partitions().changes().stream().map(PartitionChange::table).distinct().count());
  }
}
