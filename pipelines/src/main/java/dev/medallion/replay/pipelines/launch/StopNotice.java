package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.resume.RunRecords;
import java.io.UncheckedIOException;

/** Prints how to continue a run when its process is told to stop, by Ctrl-C or a plain kill. */
final class StopNotice implements AutoCloseable {
  private final Thread hook;

  private StopNotice(Thread hook) {
    this.hook = hook;
  }

  /**
   * Speaks until it is closed.
   *
   * @param resumeWith the command that goes on, without {@code ./replay}
   */
  static StopNotice of(RunFolder folder, String resumeWith, Console console) {
    Thread hook = new Thread(() -> console.err().print(text(folder, resumeWith)), "stop notice");
    Runtime.getRuntime().addShutdownHook(hook);
    return new StopNotice(hook);
  }

  /** What is said; nothing of a run that has ended, or that there is nothing of. */
  static String text(RunFolder folder, String resumeWith) {
    try {
      return RunRecords.exists(folder) && !folder.hasEnded()
          ? "%nreplay: run %s was stopped; continue with: ./replay %s%n"
              .formatted(folder.runId(), resumeWith)
          : "";
    } catch (UncheckedIOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: it speaks now.
    }
  }
}
