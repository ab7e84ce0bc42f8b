package dev.medallion.replay.pipelines.failure;

import dev.medallion.replay.options.message.Shown;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.run.failure.FailureText;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells a user what failed, without a stack trace, and where the details are. */
public final class Failure {
  private static final int FAILED = 1;

  private Failure() {}

  /** The message, and how to continue, without the details. */
  public static int tell(Throwable failure, Console console) {
    String message = message(failure);
    console.err().println("replay: failed: " + Shown.lines(message));
    if (failure instanceof RunFailedException run && !FailureText.asksForANewRun(message)) {
      run.resumeWith()
          .ifPresent(
              command ->
                  console
                      .err()
                      .println(
                          Shown.line("replay: fix that, then continue with: ./replay " + command)));
    }
    return FAILED;
  }

  /** The same, and the details or where they are. */
  public static int report(Throwable failure, boolean verbose, Console console) {
    tell(failure, console);
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    if (verbose) {
      console.err().print(shown(trace.toString()));
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

  /** A stack trace; its lines begin with tabs. */
  private static String shown(String trace) {
    return trace
        .lines()
        .map(l -> l.startsWith("\t") ? "\t" + Shown.line(l.strip()) : Shown.line(l))
        .collect(Collectors.joining("\n", "", "\n"));
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

  /** What it says; never empty. */
  public static String message(Throwable failure) {
    return failure instanceof RunFailedException run
        ? FailureText.of(failure, run.folder().toString())
        : FailureText.of(failure);
  }

  /** The warehouse's own word, where a step noted it or a runner wrapped it. */
  public static Optional<WarehouseException> ofWarehouse(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WarehouseException warehouse) {
        return Optional.of(warehouse);
      }
      if (cause instanceof GraphFailedException graph) {
        return graph.ofWarehouse();
      }
    }
    return Optional.empty();
  }
}
