package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.settings.ProgressStyle;
import dev.medallion.replay.pipelines.failure.Failure;
import dev.medallion.replay.pipelines.failure.RunFailedException;
import dev.medallion.replay.pipelines.launch.progress.Progress;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.model.ModelException;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.failure.FailureText;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.util.Optional;

/** Does the work of a run, shows its progress, and keeps its log. */
public final class WithProgress {
  private WithProgress() {}

  /** The work of a run, which says what is to be shown. */
  @FunctionalInterface
  public interface Work {
    ReplayResult run(Progress progress) throws Exception;
  }

  /**
   * Does it.
   *
   * @param mode what the work does: only a run can be resumed
   * @param place the options by which another command finds the run
   * @throws RunFailedException for what broke, unless it is for the user to read as it is
   */
  public static ReplayResult run(
      RunFolder folder, Mode mode, String place, ProgressStyle style, Console console, Work work)
      throws Exception {
    RunLog log = RunLog.of(folder.address());
    String resumeWith = "resume --run=" + folder.runId() + " " + place;
    StopNotice notice = StopNotice.of(folder, resumeWith, console);
    Progress progress = Progress.of(style, console.err(), console.terminal());
    try {
      return work.run(progress);
    } catch (UsageException | ModelException e) {
      throw e;
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      Optional<WarehouseException> warehouse = Failure.ofWarehouse(e);
      // Where its disk is full, the run goes on when there is space again.
      if (warehouse.isPresent() && !FailureText.tellsOfAFullDisk(warehouse.get().getMessage())) {
        throw warehouse.get();
      }
      throw new RunFailedException(
          folder, mode == Mode.RUN ? Optional.of(resumeWith) : Optional.empty(), e);
    } finally {
      notice.close();
      progress.close();
      log.close();
    }
  }
}
