package dev.medallion.replay.pipelines.suite.anymodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes a failing schedule smaller while it breaks the same promise, until time is up. */
final class Shrinker {
  private final Path folder;
  private final long end;

  /**
   * A shrinker.
   *
   * @param folder for the schedules that it plays
   * @param patience after which it gives up
   */
  Shrinker(Path folder, Duration patience) {
    this.folder = folder;
    this.end = System.nanoTime() + patience.toNanos();
  }

  /** A schedule, and what it breaks. */
  record Found(Schedule schedule, Broken broken) {}

  Found shrink(Schedule schedule, Broken broken) throws IOException {
    Found best = new Found(schedule, broken);
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      // What was taken away stays away: its place in the list is that of the next one then.
      for (int i = 0; ; i++) {
        List<Schedule> candidates = Smaller.than(best.schedule());
        if (i >= candidates.size()) {
          break;
        }
        Optional<Found> found = tried(candidates.get(i), broken.promise());
        if (System.nanoTime() > end) {
          return best;
        }
        if (found.isPresent()) {
          best = found.get();
          smaller = true;
          i--;
        }
      }
    }
    return best;
  }

  private Optional<Found> tried(Schedule schedule, Broken.Promise promise) throws IOException {
    if (System.nanoTime() > end) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    try {
      Player.play(schedule, folder, new Tally());
    } catch (Broken broken) {
      return broken.promise() == promise
          ? Optional.of(new Found(schedule, broken))
          : Optional.empty();
    } finally {
      AnyModelTest.delete(folder);
    }
    return Optional.empty();
  }
}
