package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.DayRange;
import java.time.Instant;
import java.util.List;

/**
 * A run that published.
 *
 * @param command what the user called, e.g. {@code run} or {@code rollback}
 * @param basis the plan that it applied, or the run that it took back; empty: neither
 * @param window from the first day to the last
 * @param createdTables those that were not there before, as the warehouse names them
 */
public record JournalRun(
    String runId,
    String command,
    String basis,
    String model,
    String modelDigest,
    DayRange window,
    Instant asOf,
    Instant finishedAt,
    List<String> createdTables) {

  /** What a rollback calls itself. */
  public static final String ROLLBACK = "rollback";

  public boolean isRollback() {
    return command.equals(ROLLBACK);
  }
}
