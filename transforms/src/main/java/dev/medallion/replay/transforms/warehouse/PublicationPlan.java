package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a change set is published, given the state of a warehouse: a value that lists everything to
 * write.
 *
 * @param partitions in the order of the change set
 */
public record PublicationPlan(
    ChangeSet changes, PublishContext run, List<PartitionPlan> partitions) {

  /** Table by table, in the order in which the change set comes to them. */
  public Map<TableRef, List<PartitionPlan>> byTable() {
    return partitions.stream()
        .collect(
            Collectors.groupingBy(PartitionPlan::table, LinkedHashMap::new, Collectors.toList()));
  }

  /** What is told once all of it is done. */
  public PublishReport report() {
    return PublishReport.whole(
        changes.digest(), false, partitions.stream().map(PartitionPlan::published).toList());
  }
}
