package dev.medallion.replay.pipelines.suite.takeback;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes over windows that overlap or touch, begun a moment apart that a seed draws; in half
 * of the schedules they take each other's lease, so that only heads stand between them.
 *
 * <p>What is left must be what the runs that ended with 0 leave when one comes after the other, and
 * of one that ended with 4 no trace. {@code -Dreplay.races.tries=50} tries more, {@code
 * -Dreplay.races.seed} another first one.
 */
class RacesTest {
  private static final int MOST_DELAY_MILLIS = 6_000;

  @Test
  void theTablesEndAsInOneOfTheTwoOrders(@TempDir Path folder)
      throws IOException, InterruptedException {
    Two two = new Two(folder);
    Map<List<String>, Map<String, List<String>>> serial = new HashMap<>();
    long first = Long.getLong("replay.races.seed", 1);
    int tries = Integer.getInteger("replay.races.tries", 2);
    int bothGood = 0;
    for (long seed = first; seed < first + tries; seed++) {
      bothGood += race(two, folder, seed, serial) ? 1 : 0;
    }
    System.out.printf(
        Locale.ROOT, "races: %d tries, both runs published in %d of them%n", tries, bothGood);
  }

  private static boolean race(
      Two two, Path folder, long seed, Map<List<String>, Map<String, List<String>>> serial)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    String aTo = random.nextBoolean() ? "--to=2026-02-04" : "--to=2026-02-03";
    boolean grab = random.nextBoolean();
    int delay = random.nextInt(MOST_DELAY_MILLIS);
    String what = "seed %d: %s, delay %d ms, leases taken: %s".formatted(seed, aTo, delay, grab);
    Bench bench = two.bench("race-" + seed);
    Files.createDirectories(bench.warehouse().getParent());
    List<String> a = two.run(bench, two.first(), "a", aTo, "--from=2026-02-03");
    List<String> b = two.run(bench, two.second(), "b", "--to=2026-02-04", "--from=2026-02-04");
    if (grab) {
      a = plus(a, "--take-lease=b");
      b = plus(b, "--take-lease=a");
    }
    boolean aFirst = random.nextBoolean();
    try (Child one = new Child(folder.resolve(seed + "-1.log"), aFirst ? a : b)) {
      Thread.sleep(delay);
      try (Child other = new Child(folder.resolve(seed + "-2.log"), aFirst ? b : a)) {
        int oneCode = one.exitCode();
        int otherCode = other.exitCode();
        String said = what + "\n" + one.said() + "\n" + other.said();
        List<String> good = new ArrayList<>();
        check(bench, aFirst ? "a" : "b", oneCode, said, good);
        check(bench, aFirst ? "b" : "a", otherCode, said, good);
        Map<String, List<String>> found = bench.tables().contents();
        List<List<String>> orders =
            good.size() < 2 ? List.of(good) : List.of(List.of("a", "b"), List.of("b", "a"));
        List<Map<String, List<String>>> possible = new ArrayList<>();
        for (List<String> order : orders) {
          possible.add(serial(two, aTo, order, serial));
        }
        assertThat(said, possible, hasItem(found));
        return good.size() == 2;
      }
    }
  }

  /**
   * Of a run that ended with 4 nothing may be left: not in the journal, nor a head, nor a lease.
   */
  private static void check(Bench bench, String run, int code, String said, List<String> good) {
    assertThat(said, code, anyOf(is(0), is(4)));
    if (code == 0) {
      good.add(run);
      return;
    }
    for (String table :
        List.of("replay_runs", "replay_partitions", "replay_heads", "replay_leases")) {
      assertThat(
          said,
          bench.tables().query("SELECT run_id FROM ops." + table + " WHERE run_id = '" + run + "'"),
          is(empty()));
    }
  }

  private static Map<String, List<String>> serial(
      Two two, String aTo, List<String> order, Map<List<String>, Map<String, List<String>>> known) {
    if (order.isEmpty()) {
      return Map.of();
    }
    List<String> key = new ArrayList<>(order);
    key.add(aTo);
    if (!known.containsKey(key)) {
      Bench bench = two.bench("serial-" + String.join("", key).replaceAll("[^a-z0-9]", ""));
      for (String run : order) {
        boolean isA = run.equals("a");
        Bench.Outcome outcome =
            isA
                ? bench.run(two.first(), "--from=2026-02-03", aTo)
                : bench.run(two.second(), "--from=2026-02-04", "--to=2026-02-04");
        assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
      }
      known.put(key, bench.tables().contents());
    }
    return known.get(key);
  }

  private static List<String> plus(List<String> args, String more) {
    List<String> all = new ArrayList<>(args);
    all.add(more);
    return all;
  }
}
