package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * The journal as far as taking one run back needs it, and the heads, in one consistent read.
 *
 * @param runs oldest first
 * @param lines of all runs, in their order
 * @param changes of the run that one asked about
 * @param heads all, by partition
 * @param tables as the warehouse names them to how they are cut
 * @param entities of the tables and ledgers that have rows of one, as the warehouse names them
 * @param zone of the model's business day
 */
public record JournalView(
    List<JournalRun> runs,
    List<JournalLine> lines,
    List<JournalChange> changes,
    SortedMap<Partition, Head> heads,
    SortedMap<String, TableRef> tables,
    SortedMap<String, EntityRef> entities,
    String zone) {
  /** Of a warehouse that nothing was published to. */
  public static final JournalView EMPTY =
      new JournalView(
          List.of(),
          List.of(),
          List.of(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          "UTC");
}
