package dev.medallion.replay.transforms.warehouse;

import java.util.Collections;
import java.util.List;

/**
 * How much of its partitions a run leases: all rows, or those of some scopes.
 *
 * <p>Runs of scopes that do not meet hold leases of the same partitions side by side. Only one of
 * them at a time has its turn: it carries the rows of the others over, and publishes.
 *
 * @param scopes whose rows it replaces; empty: all rows
 * @param turn whether it is this run's turn
 */
public record LeaseShare(List<String> scopes, boolean turn) {
  /** All rows: nobody else may be at work on the partitions. */
  public static final LeaseShare ALL = new LeaseShare(List.of(), false);

  public LeaseShare {
    scopes = scopes == null ? List.of() : scopes.stream().distinct().sorted().toList();
  }

  /** Whether two runs can't have the same partitions at once. */
  public boolean excludes(LeaseShare other) {
    return (turn && other.turn)
        || scopes.isEmpty()
        || other.scopes.isEmpty()
        || !Collections.disjoint(scopes, other.scopes);
  }

  /** For a user; empty where it is all rows. */
  @Override
  public String toString() {
    return scopes.isEmpty()
        ? ""
        : (scopes.size() == 1 ? "of scope " : "of scopes ")
            + String.join(", ", scopes)
            + (turn ? " (its turn)" : "");
  }
}
