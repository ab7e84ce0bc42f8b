package dev.medallion.replay.benchmarks.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Time and memory of a step. */
final class Meter {
  private static final double MB = 1 << 20;

  private final List<MemoryPoolMXBean> heap =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(p -> p.getType() == MemoryType.HEAP)
          .toList();

  /** Does a step, and prints its line. */
  <T> T step(String name, Callable<T> step) throws Exception {
    System.gc();
    heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    long begun = System.nanoTime();
    T result = step.call();
    double seconds = (System.nanoTime() - begun) / 1e9;
    double peak = heap.stream().mapToLong(p -> p.getPeakUsage().getUsed()).sum() / MB;
    System.out.printf(
        Locale.ROOT, "%-34s %9.1f s  peak heap %,7.0f MB  %s%n", name, seconds, peak, result);
    return result;
  }
}
