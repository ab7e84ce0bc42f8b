package dev.medallion.replay.transforms.warehouse;

import java.io.Serializable;
import java.time.Instant;

/** The process or job that works on a run, so that its liveness can be checked. */
public sealed interface Owner extends Serializable {
  /**
   * A process. A pid alone is used again; with its start it names one.
   *
   * @param host where it runs
   */
  record HostProcess(String host, long pid, Instant startedAt) implements Owner {
    @Override
    public String toString() {
      return "process " + pid + " on " + host;
    }
  }

  /** A job of Dataflow, whose launcher is gone while it works. */
  record DataflowJob(String project, String region, String jobId) implements Owner {
    @Override
    public String toString() {
      return "Dataflow job " + jobId + " in " + project + ", " + region;
    }
  }
}
