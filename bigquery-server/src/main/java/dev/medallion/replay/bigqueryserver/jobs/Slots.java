package dev.medallion.replay.bigqueryserver.jobs;

/** Computing time of a job, by what it reads: at least a millisecond, as tests see it. */
final class Slots {
  private static final long BYTES_A_MILLISECOND = 100_000;

  private Slots() {}

  static String millis(long bytes) {
    return Long.toString(1 + bytes / BYTES_A_MILLISECOND);
  }
}
