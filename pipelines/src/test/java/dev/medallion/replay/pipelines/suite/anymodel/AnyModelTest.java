package dev.medallion.replay.pipelines.suite.anymodel;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the model is, and whatever was done before: once every day was replayed with all there
 * is, no trace of it is left.
 *
 * <p>{@code -Dreplay.anymodel.tries=500} draws more schedules than a build has time for; {@code
 * -Dreplay.anymodel.seed=<n>} begins at another one, {@code -Dreplay.anymodel.seeds=3,17} plays
 * some alone; {@code -Dreplay.anymodel.shrink=0} leaves a failing one as it is; {@code
 * -Dreplay.anymodel.stop=true} is content with the first that fails.
 */
class AnyModelTest {
  private static final Tally TALLY = new Tally();
  private static final int TOLD_EVERY = 10;

  private static int played;
  private static boolean failed;

  @TempDir Path folder;

  static LongStream seeds() {
    String named = System.getProperty("replay.anymodel.seeds", "");
    if (!named.isEmpty()) {
      return Pattern.compile(",").splitAsStream(named).mapToLong(Long::parseLong);
    }
    long first = Long.getLong("replay.anymodel.seed", 1);
    return LongStream.range(first, first + Long.getLong("replay.anymodel.tries", 4));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverWasDoneLeavesNoTrace(long seed) throws IOException {
    assumeFalse(failed && Boolean.getBoolean("replay.anymodel.stop"), "one has failed");
    Schedule schedule = ScheduleDraw.of(seed);
    try {
      Player.play(schedule, Files.createDirectory(folder.resolve("drawn")), TALLY);
      played++;
      if (played % TOLD_EVERY == 0) {
        System.out.println("Seed " + seed + ", " + played + " held so far: " + TALLY);
      }
    } catch (Broken broken) {
      failed = true;
      Duration patience = Duration.ofSeconds(Long.getLong("replay.anymodel.shrink", 60));
      Shrinker shrinker = new Shrinker(folder.resolve("shrunk"), patience);
      Shrinker.Found found = shrinker.shrink(schedule, broken);
      String text = "seed " + seed + " " + found.broken().getMessage() + "\n" + found.schedule();
      // Many schedules take long: the first failure is told at once.
      System.out.println(text);
      throw new AssertionError(text, broken);
    }
  }

  @AfterAll
  static void tell() {
    System.out.println("Done: " + TALLY);
  }

  /** Deletes a folder, so that many schedules need no more room than one. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
