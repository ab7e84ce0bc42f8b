package dev.medallion.replay.transforms.warehouse;

import java.io.Serializable;
import java.util.List;

/**
 * The result of publishing a change set. If the warehouse has no transaction over several
 * partitions, some may be published and others not.
 *
 * @param changeSet its digest
 * @param alreadyApplied the same run had published the same change set: nothing was done now, and
 *     the outcomes are the earlier ones
 * @param open the next publisher completes it; false: nobody will
 * @param outcomes one of each partition, in the order of the change set
 * @param work what it cost
 */
public record PublishReport(
    String changeSet,
    boolean alreadyApplied,
    boolean open,
    List<PartitionOutcome> outcomes,
    WarehouseWork work)
    implements Serializable {

  /** Of a warehouse that has no jobs. */
  public PublishReport(
      String changeSet, boolean alreadyApplied, boolean open, List<PartitionOutcome> outcomes) {
    this(changeSet, alreadyApplied, open, outcomes, WarehouseWork.NONE);
  }

  /** Of a change set that was published, all of it. */
  public static PublishReport whole(
      String changeSet, boolean alreadyApplied, List<PublishedPartition> partitions) {
    return new PublishReport(
        changeSet,
        alreadyApplied,
        false,
        partitions.stream().<PartitionOutcome>map(PartitionOutcome.Done::new).toList());
  }

  /** The partitions that are published, in the order of the change set. */
  public List<PublishedPartition> partitions() {
    return outcomes.stream()
        .filter(PartitionOutcome.Done.class::isInstance)
        .map(o -> ((PartitionOutcome.Done) o).published())
        .toList();
  }

  /** Whether all of it is published. */
  public boolean isWhole() {
    return outcomes.stream().allMatch(PartitionOutcome.Done.class::isInstance);
  }

  public long count(PublishedPartition.Action action) {
    return partitions().stream().filter(p -> p.action() == action).count();
  }
}
