package dev.medallion.replay.transforms.run.receipt;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What became of the records.
 *
 * @param shards by stream
 * @param reconciliation by source and arrival date
 * @param deadLetters by source, entity and code
 * @param signatures by outcome, e.g. {@code verified}, {@code signature_unverifiable}
 * @param drift by source and JSON path
 * @param repairs what was done about bad records
 */
public record RecordsInfo(
    SortedMap<String, Integer> shards,
    List<Reconciliation> reconciliation,
    List<DeadLetters> deadLetters,
    SortedMap<String, Long> signatures,
    List<Drift> drift,
    Repairs repairs)
    implements Serializable {
  public static final RecordsInfo NONE =
      new RecordsInfo(
          new java.util.TreeMap<>(),
          List.of(),
          List.of(),
          new java.util.TreeMap<>(),
          List.of(),
          Repairs.NONE);

  public RecordsInfo {
    // A receipt of before there were repairs has none.
    repairs = Optional.ofNullable(repairs).orElse(Repairs.NONE);
  }

  /**
   * Repairs to bad records.
   *
   * @param digest hex SHA-256 of the corrections that the run pinned; empty: there was none
   * @param pinned how many corrections there were, of whatever days
   * @param corrected records whose bytes a correction replaced
   * @param redriven dead letters that the run was to redrive
   * @param diedAgain how many of them are dead letters still
   * @param gone how many of them were not there any more: their objects are gone, or others
   */
  public record Repairs(
      String digest, long pinned, long corrected, long redriven, long diedAgain, long gone)
      implements Serializable {
    public static final Repairs NONE = new Repairs("", 0, 0, 0, 0, 0);

    /** How many of the redriven records are good now. */
    public long repaired() {
      return redriven - diedAgain - gone;
    }
  }

  /** Dead letters of one kind. */
  public record DeadLetters(String source, String entity, String code, long count)
      implements Serializable {}

  /**
   * A field that is not as the contract says.
   *
   * @param path JSON pointer
   * @param change e.g. {@code new}, {@code missing}, {@code int64 as string}
   */
  public record Drift(String entity, String path, String change, long count)
      implements Serializable {}

  public long read() {
    return reconciliation.stream().mapToLong(Reconciliation::read).sum();
  }

  public long dead() {
    return deadLetters.stream().mapToLong(DeadLetters::count).sum();
  }

  /** Whether every record that was read is accounted for, on every day of every source. */
  public boolean balances() {
    return reconciliation.stream().allMatch(Reconciliation::balances);
  }
}
