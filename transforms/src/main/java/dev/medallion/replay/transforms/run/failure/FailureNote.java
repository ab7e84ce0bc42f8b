package dev.medallion.replay.transforms.run.failure;

import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.time.Instant;

/**
 * What failed at a step of a run. It holds no data: only what the receipt of the run may say.
 *
 * @param step the step, and the unit of work that it was at
 * @param exitCode of a command that waits for the run
 * @param message for a user, without advice
 * @param whole all layers of the failure, for the receipt, without advice
 */
public record FailureNote(
    String step, FailureKind kind, int exitCode, String message, String whole, Instant at) {

  /** The note of an exception. */
  public static FailureNote of(String step, Throwable failure, Instant at) {
    FailureKind kind = FailureKind.of(failure);
    String whole = FailureText.withoutAdvice(failure);
    return new FailureNote(step, kind, kind.exitCode(), message(failure, whole), whole, at);
  }

  /** A warehouse says itself what a user has to know. */
  private static String message(Throwable failure, String whole) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WarehouseException warehouse) {
        return warehouse.getMessage();
      }
    }
    return whole;
  }
}
