package dev.medallion.replay.transforms.run.receipt;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.SortedMap;

/**
 * Where the records of one source and arrival date ended.
 *
 * @param read counted by the reader; everything else is counted where a record ends
 * @param winners latest versions inside the window
 * @param duplicates equal to their winner except for the version
 * @param superseded older versions with another content
 * @param deleted versions of entities that a tombstone removed
 * @param rejected not eligible, by the rule's name
 * @param outsideWindow winners outside the window
 * @param outsideArrival arrived outside their partition's own arrival range
 * @param deadLettered bad
 */
public record Reconciliation(
    String source,
    LocalDate arrivalDate,
    long read,
    long winners,
    long duplicates,
    long superseded,
    long deleted,
    SortedMap<String, Long> rejected,
    long outsideWindow,
    long outsideArrival,
    long deadLettered)
    implements Serializable {

  /** Records whose end is known. */
  public long accounted() {
    return winners
        + duplicates
        + superseded
        + deleted
        + Totals.of(rejected)
        + outsideWindow
        + outsideArrival
        + deadLettered;
  }

  /** Whether nothing was lost and nothing doubled. */
  public boolean balances() {
    return read == accounted();
  }
}
