package dev.medallion.replay.pipelines.launch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;

/**
 * Waits for the steps of a failed graph: the DirectRunner reports a failure at once, while other
 * steps finish their bundles. They must not write after cleanup.
 */
final class DirectRunnerDrain {
  /** As the DirectRunner names its threads, which end with what they are at. */
  private static final String WORKER = "direct-runner-worker";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private DirectRunnerDrain() {}

  /**
   * Runs a graph to its end; what breaks it is thrown once nothing is at work any more.
   *
   * @return false where the runner took the job, and nobody can wait for it, or means to
   */
  static boolean run(Pipeline pipeline) {
    try {
      PipelineResult job = pipeline.run();
      if (LauncherGraphs.endsOnceSubmitted(pipeline.getOptions())) {
        return false;
      }
      Optional<State> waited = wait(job);
      if (waited.isEmpty()) {
        return false;
      }
      State end = waited.get();
      if (end != State.DONE) {
        // Most runners throw nothing.
        throw new JobFailure(end);
      }
      return true;
    } catch (RuntimeException | Error e) {
      await(PATIENCE);
      throw e;
    }
  }

  private static Optional<State> wait(PipelineResult job) {
    try {
      return Optional.of(job.waitUntilFinish());
    } catch (UnsupportedOperationException e) {
      // So does the runner of a template.
      return Optional.empty();
    }
  }

  /** Waits until they have ended, but not for long: a failure is to be told. */
  static void await(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    List<Thread> workers =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().startsWith(WORKER))
            .toList();
    try {
      for (Thread worker : workers) {
        TimeUnit.NANOSECONDS.timedJoin(worker, deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
