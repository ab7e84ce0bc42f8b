package dev.medallion.replay.pipelines.suite.takeback;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.kills.Program;
import dev.medallion.replay.pipelines.suite.takeback.Racer.Attempt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes over windows that overlap or touch. A seed draws how far the first one has come
 * when the second one starts, from not at all to ended; in half of the schedules they take each
 * other's lease, so that only heads stand between them, and in a third a run that ended with 4 is
 * started again until it gets through.
 *
 * <p>What is left must be what the runs that ended with 0 leave when one comes after the other, and
 * of one that ended with 4 no trace. {@code -Dreplay.races.tries=50} tries more, {@code
 * -Dreplay.races.seed} another first one.
 */
class RacesTest {
  /** So many tries meet both ends, or they are not what they are meant to be. */
  private static final int ENOUGH = 20;

  @TempDir private Path folder;
  private Two two;
  private final Map<List<String>, Map<String, List<String>>> serial = new HashMap<>();

  @BeforeEach
  void layDown() {
    two = new Two(folder);
  }

  /** Of many processes the first keeps an archive of its classes for the others. */
  private List<String> jvm(int tries) throws Exception {
    if (tries < ENOUGH) {
      return Child.PLAIN;
    }
    Program program = Program.in(folder);
    Bench bench = two.bench("warm-up");
    Files.createDirectories(bench.warehouse().getParent());
    Path log = folder.resolve("warm-up.log");
    try (Child child = new Child(log, program.options(), two.run(bench, two.first(), "a"))) {
      assertThat(child.said(), child.exitCode(), is(0));
    }
    return program.options();
  }

  @Test
  void theTablesEndAsInOneOfTheTwoOrders() throws Exception {
    long first = Long.getLong("replay.races.seed", 1);
    int tries = Integer.getInteger("replay.races.tries", 2);
    int[] published = new int[3];
    int refused = 0;
    List<String> jvm = jvm(tries);
    try {
      for (long seed = first; seed < first + tries; seed++) {
        List<Attempt> attempts = race(Race.draw(seed), jvm);
        int good = (int) attempts.stream().filter(Attempt::isGood).count();
        published[good]++;
        refused += attempts.size() - good;
      }
    } finally {
      // What a failure broke off tells as much.
      System.out.printf(
          Locale.ROOT,
          "races: %d of %d tries ended; both published in %d of them, one in %d, none in %d;"
              + " %d runs ended with 4%n",
          IntStream.of(published).sum(),
          tries,
          published[2],
          published[1],
          published[0],
          refused);
    }
    if (tries >= ENOUGH) {
      assertThat("both published", published[2], greaterThan(0));
      assertThat("a run ended with 4", refused, greaterThan(0));
    }
  }

  /** How each run of it ended. */
  private List<Attempt> race(Race race, List<String> jvm) throws Exception {
    Bench bench = two.bench("race-" + race.seed());
    List<Attempt> attempts = race.play(two, bench, jvm, folder);
    String said =
        race
            + attempts.stream()
                .map(a -> "\n" + a.runId() + ": " + a.exitCode() + "\n" + a.said())
                .collect(Collectors.joining());
    attempts.forEach(a -> check(bench, a, said));
    List<String> good =
        attempts.stream().filter(Attempt::isGood).map(Attempt::racer).sorted().toList();
    List<List<String>> orders =
        good.size() < 2 ? List.of(good) : List.of(List.of("a", "b"), List.of("b", "a"));
    List<Map<String, List<String>>> possible = new ArrayList<>();
    orders.forEach(order -> possible.add(serial(race, order)));
    assertThat(said, possible, hasItem(bench.tables().contents()));
    return attempts;
  }

  /**
   * Of a run that ended with 4 nothing may be left: not in the journal, nor a head, nor a lease.
   */
  private static void check(Bench bench, Attempt attempt, String said) {
    assertThat(said, attempt.exitCode(), anyOf(is(0), is(4)));
    if (!bench.isFile()) {
      // What the file says in its tables is told by a log there; its own tests look into it.
      return;
    }
    for (String table :
        attempt.isGood()
            ? List.of("replay_leases")
            : List.of("replay_runs", "replay_partitions", "replay_heads", "replay_leases")) {
      assertThat(
          said,
          bench
              .tables()
              .query(
                  "SELECT run_id FROM ops.%s WHERE run_id = '%s'"
                      .formatted(table, attempt.runId())),
          is(empty()));
    }
  }

  private Map<String, List<String>> serial(Race race, List<String> order) {
    if (order.isEmpty()) {
      return Map.of();
    }
    List<String> key = new ArrayList<>(order);
    key.add(race.aTo());
    if (!serial.containsKey(key)) {
      Bench bench = two.bench("serial-" + String.join("", key).replaceAll("[^a-z0-9]", ""));
      for (String racer : order) {
        List<String> options = new ArrayList<>(race.window(racer));
        options.add(racer.equals("a") ? two.first() : two.second());
        Bench.Outcome outcome = bench.run(options.toArray(String[]::new));
        assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
      }
      serial.put(key, bench.tables().contents());
    }
    return serial.get(key);
  }
}
