package dev.medallion.replay.transforms.warehouse;

import java.io.Serializable;
import java.util.List;

/**
 * What publishing a change set did.
 *
 * @param changeSet its digest
 * @param alreadyApplied the same run had published the same change set: nothing was done now, and
 *     the partitions are those of then
 * @param partitions in the order of the change set
 */
public record PublishReport(
    String changeSet, boolean alreadyApplied, List<PublishedPartition> partitions)
    implements Serializable {

  public long count(PublishedPartition.Action action) {
    return partitions.stream().filter(p -> p.action() == action).count();
  }
}
