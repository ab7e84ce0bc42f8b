package dev.medallion.replay.bigqueryserver.jobs;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Where jobs wait to be let on, and where others wait for them to be done. */
public final class JobGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Job.State heldAt = Job.State.DONE;

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

  void pass(Job job) throws InterruptedException {
    waitWhileHeldAt(Job.State.PENDING);
  }

  void runs(Job job) throws InterruptedException {
    waitWhileHeldAt(Job.State.RUNNING);
  }

  private void waitWhileHeldAt(Job.State state) throws InterruptedException {
    lock.lock();
    try {
      while (heldAt == state) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Throws what was ordered for this job. */
  void mayFail(Job job) {}

  void done(Job job) {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Job await(Job job, long millis, Supplier<Job> look) throws InterruptedException {
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
