package dev.medallion.replay.pipelines.failure;

import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.engine.ModelSqlFailure;
import dev.medallion.replay.transforms.flow.shard.ModelContradiction;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells a user what failed, without a stack trace, and where the details are. */
public final class Failure {
  private static final int FAILED = 1;

  private Failure() {}

  public static int report(Throwable failure, boolean verbose, Console console) {
    console.err().println("replay: failed: " + message(failure));
    if (failure instanceof RunFailedException run) {
      run.resumeWith()
          .ifPresent(
              command ->
                  console
                      .err()
                      .println("replay: fix that, then continue with: ./replay " + command));
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    if (verbose) {
      console.err().print(trace);
      return FAILED;
    }
    try {
      Path file = place(failure);
      Files.writeString(file, trace.toString(), StandardCharsets.UTF_8);
      console.err().println("replay: see the details in " + file + " (or run with --verbose)");
    } catch (IOException e) {
      console.err().println("replay: run with --verbose for the details");
    }
    return FAILED;
  }

  /** With the run's receipt, if the run got that far. */
  private static Path place(Throwable failure) throws IOException {
    Optional<Path> folder =
        failure instanceof RunFailedException run
            ? LocalFolders.path(run.folder())
            : Optional.empty();
    return folder.isPresent()
        ? folder.get().resolve("error.txt")
        : Files.createTempFile("replay-error-", ".txt");
  }

  /** Whether the same run would fail in the same way again: it is the model that is wrong. */
  public static boolean isOfTheModel(Throwable failure) {
    Throwable cause = innermost(failure);
    return cause instanceof ModelSqlFailure || cause instanceof ModelContradiction;
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** What it says; never empty. */
  public static String message(Throwable failure) {
    return FailureText.of(failure);
  }

  /** The warehouse's own word, where a runner wrapped it: it has an exit code of its own. */
  public static Optional<WarehouseException> ofWarehouse(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WarehouseException warehouse) {
        return Optional.of(warehouse);
      }
    }
    return Optional.empty();
  }
}
