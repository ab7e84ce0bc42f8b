package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Asks the operating system; a process on another host, or a job elsewhere, counts as alive. */
public final class ProcessLiveness implements Liveness {
  // Linux tells a start as ticks since boot, and each JVM works out the time of boot for itself.
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(5);

  private static volatile long forTests;

  private final String host = thisHost();

  /**
   * For tests that play several processes in one: the number that this one goes by, above all that
   * an operating system gives; 0: its own.
   */
  static void goBy(long pid) {
    forTests = pid;
  }

  /** The process that this is. */
  public static HostProcess thisProcess() {
    if (forTests != 0) {
      return new HostProcess(thisHost(), forTests, Instant.EPOCH);
    }
    ProcessHandle self = ProcessHandle.current();
    return new HostProcess(thisHost(), self.pid(), startOf(self));
  }

  @Override
  public boolean mayBeAlive(Owner owner) {
    return !(owner instanceof HostProcess process)
        || !process.host().equals(host)
        || isAtWork(process);
  }

  private static boolean isAtWork(HostProcess owner) {
    if (forTests != 0 && owner.pid() == forTests) {
      return true;
    }
    return ProcessHandle.of(owner.pid())
        .filter(ProcessHandle::isAlive)
        .filter(process -> isSameStart(startOf(process), owner.startedAt()))
        .isPresent();
  }

  private static boolean isSameStart(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(CLOCK_SLACK) <= 0;
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  private static String thisHost() {
    Path kernel = Path.of("/proc/sys/kernel/hostname");
    try {
      return Files.exists(kernel)
          ? Files.readString(kernel).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
