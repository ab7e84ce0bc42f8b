package dev.medallion.replay.transforms.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls that mostly wait for an answer, many at once: at most so many in this process, whoever asks
 * for them. A call must not wait for another one.
 */
public final class CallsAtOnce {
  private static final long IDLE_SECONDS = 5;
  private static final ConcurrentMap<Integer, ExecutorService> POOLS = new ConcurrentHashMap<>();

  private final int most;

  private CallsAtOnce(int most) {
    this.most = most;
  }

  /**
   * So many at once.
   *
   * @param most 1: each call is made by who asks for it, before the next one
   */
  public static CallsAtOnce of(int most) {
    if (most < 1) {
      throw new IllegalArgumentException(most + " calls at once");
    }
    return new CallsAtOnce(most);
  }

  /** One after the other. */
  public static CallsAtOnce one() {
    return new CallsAtOnce(1);
  }

  public int most() {
    return most;
  }

  /** Makes a call as soon as it is its turn. */
  public <T> Future<T> submit(Callable<T> call) {
    if (most == 1) {
      FutureTask<T> now = new FutureTask<>(call);
      now.run();
      return now;
    }
    return POOLS.computeIfAbsent(most, CallsAtOnce::pool).submit(call);
  }

  /**
   * Makes all of these calls, and gives what they gave, in their order.
   *
   * @throws ExecutionException for the first of them that failed; the others may not be made then
   */
  public <T> List<T> all(List<? extends Callable<T>> calls) throws ExecutionException {
    List<Future<T>> made = new ArrayList<>();
    try {
      for (Callable<T> call : calls) {
        made.add(submit(call));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : made) {
        results.add(get(one));
      }
      return results;
    } finally {
      made.forEach(one -> one.cancel(true));
    }
  }

  /** Waits for what a call gives. */
  public static <T> T get(Future<T> call) throws ExecutionException {
    try {
      return call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a storage was called", e);
    }
  }

  private static ExecutorService pool(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "storage call");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
