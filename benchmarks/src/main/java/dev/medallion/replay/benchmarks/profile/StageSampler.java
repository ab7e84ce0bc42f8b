package dev.medallion.replay.benchmarks.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * An agent that shares out the CPU time of all threads among the parts of the program: a few dozen
 * times a second it looks where each thread is, and how much CPU it took since the last look.
 * Unlike a profiler of Java frames that sees native code too, as the call that is in it.
 *
 * <p>{@code -javaagent:<jar>=<file>}: writes the file when the process ends. Lines of tabs: a kind
 * ({@code place}, {@code frame}, {@code jvm}), a name, CPU ms, busy ms, first and last ms; and
 * {@code process} with CPU ms and wall ms.
 */
public final class StageSampler implements Runnable {
  private static final long TICK_MILLIS = 20;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final long start = System.nanoTime();
  private final Map<Long, Long> cpuBefore = new HashMap<>();
  private final Places places = new Places();
  private final Places frames = new Places();
  private long tick;

  private StageSampler() {}

  /** The JVM calls this before main. */
  public static void premain(String file) {
    StageSampler sampler = new StageSampler();
    Thread thread = new Thread(sampler, "stage sampler");
    thread.setDaemon(true);
    thread.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> sampler.write(Path.of(file))));
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    tick++;
    long millis = (System.nanoTime() - start) / 1_000_000;
    Thread.getAllStackTraces().forEach((thread, stack) -> look(thread, stack, millis));
  }

  private void look(Thread thread, StackTraceElement[] stack, long millis) {
    long cpu = threads.getThreadCpuTime(thread.getId());
    Long before = cpuBefore.put(thread.getId(), cpu);
    long took = cpu - (before == null ? 0 : before);
    if (cpu < 0 || took <= 0 || stack.length == 0 || thread.equals(Thread.currentThread())) {
      return;
    }
    String place = Place.of(stack);
    places.add(place, took, tick, millis);
    frames.add(place + " > " + Place.innermost(stack), took, tick, millis);
  }

  private synchronized void write(Path file) {
    try {
      Files.writeString(
          file,
          places.lines("place", TICK_MILLIS)
              + frames.lines("frame", TICK_MILLIS)
              + JvmThreads.lines()
              + String.format(
                  "process\tall\t%d\t%d%n",
                  processCpuNanos() / 1_000_000, (System.nanoTime() - start) / 1_000_000));
    } catch (IOException e) {
      throw new UncheckedIOException("can't write the profile to " + file, e);
    }
  }

  private static long processCpuNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }
}
