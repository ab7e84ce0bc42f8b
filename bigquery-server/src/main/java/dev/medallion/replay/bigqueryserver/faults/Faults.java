package dev.medallion.replay.bigqueryserver.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What was ordered and has not happened yet. The first that fits a call hits it. */
public final class Faults {
  private final List<Counted> calls = new ArrayList<>();
  private final List<CountedJobs> jobs = new ArrayList<>();
  private volatile Consumer<Fault> listener = fault -> {};

  /** Orders one. */
  public synchronized void add(Fault fault) {
    calls.add(new Counted(fault));
  }

  /** Orders one. */
  public synchronized void add(JobFault fault) {
    jobs.add(new CountedJobs(fault));
  }

  /**
   * Has somebody told of each call that is hit, once it had its effect and before it is answered.
   */
  public void whenHit(Consumer<Fault> other) {
    listener = other;
  }

  /** A call was hit. */
  public void tell(Fault fault) {
    listener.accept(fault);
  }

  /** Takes back all that has not happened. */
  public synchronized void clear() {
    calls.clear();
    jobs.clear();
  }

  /** What hits this call. */
  public synchronized Optional<Fault> take(String method, String path) {
    for (Counted one : calls) {
      if (one.fault.matches(method, path) && one.hits()) {
        return Optional.of(one.fault);
      }
    }
    return Optional.empty();
  }

  /** What hits this job. */
  public synchronized Optional<JobFault> takeForJob(String id, String destination) {
    for (CountedJobs one : jobs) {
      boolean fits =
          one.fault.job().matcher(id).find() || one.fault.job().matcher(destination).find();
      if (fits && one.left > 0) {
        one.left--;
        return Optional.of(one.fault);
      }
    }
    return Optional.empty();
  }

  /** How often a fault still lets pass, and hits. */
  private static final class Counted {
    private final Fault fault;
    private int passes;
    private int left;

    Counted(Fault fault) {
      this.fault = fault;
      this.passes = fault.after();
      this.left = fault.count();
    }

    boolean hits() {
      if (passes > 0) {
        passes--;
        return false;
      }
      if (left == 0) {
        return false;
      }
      left--;
      return true;
    }
  }

  /** How often a fault still hits. */
  private static final class CountedJobs {
    private final JobFault fault;
    private int left;

    CountedJobs(JobFault fault) {
      this.fault = fault;
      this.left = fault.count();
    }
  }
}
