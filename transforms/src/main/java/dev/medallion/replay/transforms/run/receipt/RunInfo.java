package dev.medallion.replay.transforms.run.receipt;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * Which run it was.
 *
 * @param command {@code run}, {@code plan}, {@code apply} …
 * @param modelDigest hex SHA-256 of the model's files
 * @param codeVersion of the program
 * @param startedAt by the clock
 * @param basis the plan that is applied, or the run that is rolled back; empty: neither
 * @param by who started it: user, host and process
 */
public record RunInfo(
    String runId,
    String command,
    String model,
    String modelDigest,
    String codeVersion,
    String warehouse,
    Instant startedAt,
    String basis,
    String by)
    implements Serializable {
  /** What a command that only showed something is called in addition. */
  public static final String DRY_RUN = " --dry-run";

  public RunInfo {
    // Receipts written before these were in them.
    basis = Optional.ofNullable(basis).orElse("");
    by = Optional.ofNullable(by).orElse("");
  }

  /** A run that rests on no other one. */
  public RunInfo(
      String runId,
      String command,
      String model,
      String modelDigest,
      String codeVersion,
      String warehouse,
      Instant startedAt) {
    this(runId, command, model, modelDigest, codeVersion, warehouse, startedAt, "", "");
  }

  /** Whether it only showed what would be done. */
  public boolean isPlan() {
    return command.equals("plan") || command.endsWith(DRY_RUN);
  }
}
