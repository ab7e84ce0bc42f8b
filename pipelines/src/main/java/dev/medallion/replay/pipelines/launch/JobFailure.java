package dev.medallion.replay.pipelines.launch;

/** What a runner says that does not throw. */
final class JobFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobFailure(Object state) {
    super("the runner says only that the job ended as " + state + ": see the log of its workers");
  }
}
