package dev.medallion.replay.benchmarks.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/**
 * The most that this process held at once, in memory and in a folder: looked at ten times a second.
 */
final class Footprint implements AutoCloseable {
  private final Timer clock = new Timer("footprint", true);
  private final Path folder;
  private volatile long spilled;
  private volatile long resident;

  private Footprint(Path folder) {
    this.folder = folder;
  }

  static Footprint watch(Path folder) {
    Footprint footprint = new Footprint(folder);
    footprint.clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            footprint.look();
          }
        },
        0,
        100);
    return footprint;
  }

  long spilled() {
    return spilled;
  }

  long resident() {
    return resident;
  }

  private void look() {
    spilled = Math.max(spilled, bytes());
    resident = Math.max(resident, residentNow());
  }

  private long bytes() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toFile).filter(f -> f.isFile()).mapToLong(f -> f.length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // it comes and goes
    }
  }

  private static long residentNow() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(l -> l.startsWith("VmRSS:"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    clock.cancel();
  }
}
