package dev.medallion.replay.transforms.receipt;

import java.io.Serializable;
import java.time.Instant;

/**
 * Which run it was.
 *
 * @param command {@code run}, {@code plan}, {@code demo}
 * @param modelDigest hex SHA-256 of the model's files
 * @param codeVersion of the program
 * @param startedAt by the clock
 */
public record RunInfo(
    String runId,
    String command,
    String model,
    String modelDigest,
    String codeVersion,
    String warehouse,
    Instant startedAt)
    implements Serializable {

  /** Whether it only showed what would be done. */
  public boolean isPlan() {
    return command.equals("plan");
  }
}
