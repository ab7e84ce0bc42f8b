package dev.medallion.replay.transforms.run.receipt;

import java.util.List;
import java.util.Optional;

/**
 * What a run did to the tables.
 *
 * @param changes every partition of the window, tables in the model's order
 * @param downstream published partitions outside the window that were rebuilt with it
 * @param affected published partitions outside the window that an entity left or entered
 * @param outsideArrival partitions that lack a version, because it arrived outside their range
 * @param wholeReads the tables that were read whole, which costs the more the more is published
 * @param changeSet the digest of the change set that they are in; empty: there is none
 */
public record PartitionsInfo(
    List<PartitionChange> changes,
    List<String> downstream,
    List<String> affected,
    List<String> outsideArrival,
    List<WholeRead> wholeReads,
    String changeSet) {
  public static final PartitionsInfo NONE =
      new PartitionsInfo(List.of(), List.of(), List.of(), List.of(), List.of(), "");

  public PartitionsInfo {
    // Receipts written before these were in them.
    wholeReads = Optional.ofNullable(wholeReads).orElse(List.of());
    changeSet = Optional.ofNullable(changeSet).orElse("");
  }

  /**
   * What a table of grain none reads of a table that has partitions: all of them, whatever the
   * window.
   *
   * @param bytes of their files
   */
  public record WholeRead(String table, String of, int partitions, long rows, long bytes) {}

  /** The same with what became of the partitions. */
  public PartitionsInfo withChanges(List<PartitionChange> done) {
    return new PartitionsInfo(done, downstream, affected, outsideArrival, wholeReads, changeSet);
  }

  public long count(PartitionChange.Action action) {
    return changes.stream().filter(c -> c.isPublished() && c.action() == action).count();
  }

  /** The partitions that were to be published and could not be, each with why. */
  public List<String> notPublished() {
    return changes.stream()
        .filter(c -> !c.isPublished())
        .map(c -> c.table() + "/" + c.partition() + " (" + c.notPublished() + ")")
        .toList();
  }
}
