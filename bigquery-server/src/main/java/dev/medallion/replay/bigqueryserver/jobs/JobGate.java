package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.faults.Faults;
import dev.medallion.replay.bigqueryserver.faults.JobFault;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Where jobs wait to be let on, or fail on command, and where others wait for them to be done. */
public final class JobGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Faults faults;
  private Job.State heldAt = Job.State.DONE;

  public JobGate(Faults faults) {
    this.faults = faults;
  }

  /** Jobs come no further than this state until it is DONE again. */
  public void holdAt(Job.State state) {
    lock.lock();
    try {
      heldAt = state;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void pass(Job.State state) throws InterruptedException {
    lock.lock();
    try {
      while (heldAt == state) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets a job be slow, or fail, as was ordered. */
  void mayFail(Job job) throws InterruptedException {
    Optional<JobFault> fault = faults.takeForJob(job.id(), JobEntry.destination(job).orElse(""));
    if (fault.isEmpty()) {
      return;
    }
    Thread.sleep(fault.get().delay().toMillis());
    if (!fault.get().reason().isEmpty()) {
      throw ApiException.of(fault.get().reason(), fault.get().message());
    }
  }

  void done() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Job await(long millis, Supplier<Job> look) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lock();
    try {
      Job now = look.get();
      while (now.state() != Job.State.DONE && System.nanoTime() < deadline) {
        long rest = changed.awaitNanos(Math.max(1, deadline - System.nanoTime()));
        now = rest > 0 ? look.get() : now;
      }
      return look.get();
    } finally {
      lock.unlock();
    }
  }
}
