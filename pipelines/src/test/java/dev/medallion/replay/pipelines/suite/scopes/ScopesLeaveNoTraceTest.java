package dev.medallion.replay.pipelines.suite.scopes;

import static dev.medallion.replay.pipelines.suite.scopes.Stores.deleted;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.sale;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Once every scope of all days was replayed, in whatever order and cut, the tables and ledgers hold
 * what one run of all scopes and days gives.
 *
 * <p>{@code -Dreplay.notrace.tries=50} draws more schedules, {@code -Dreplay.notrace.seed=<n>}
 * begins at another one.
 */
class ScopesLeaveNoTraceTest {
  private static final LocalDate FIRST = LocalDate.parse(Stores.ONE);
  private static final int DAYS = 4;
  private static final List<String> SCOPES = List.of("a", "b", "c");

  @TempDir Path folder;

  static LongStream seeds() {
    long first = Long.getLong("replay.notrace.seed", 1);
    return LongStream.range(first, first + Long.getLong("replay.notrace.tries", 3));
  }

  /** What one run replaces. */
  private record Part(LocalDate from, LocalDate to, String scope) {}

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void scopesInAnyOrderAndCutEndAsOneRunOfAllDoes(long seed) {
    Random random = new Random(seed);
    Stores stores = Stores.in(folder);
    List<String> done = new ArrayList<>();
    for (int stage = 0; stage < 2; stage++) {
      arrive(stores, random, stage);
      List<Part> parts = parts(random);
      // Before the last arrivals, only some are replayed.
      for (Part part : stage == 0 ? parts.subList(0, random.nextInt(4)) : parts) {
        done.add(part.toString());
        runTillGood(stores, part);
      }
    }
    Stores atOnce = stores.beside("at-once");
    runTillGood(atOnce, new Part(FIRST, FIRST.plusDays(DAYS - 1), ""));

    assertThat(done.toString(), contents(stores), is(contents(atOnce)));
  }

  private static SortedMap<String, List<String>> contents(Stores stores) {
    SortedMap<String, List<String>> contents = stores.bench().tables().contents();
    contents.put("ledger", stores.query("SELECT CAST(l AS VARCHAR) FROM ledger.sale l"));
    contents.put("all", stores.everything(""));
    return contents;
  }

  private static void arrive(Stores stores, Random random, int stage) {
    for (int object = 0; object < 4; object++) {
      List<String> versions = new ArrayList<>();
      LocalDate arrival = FIRST.plusDays(2);
      for (int version = 0; version < 8; version++) {
        String scope = SCOPES.get(random.nextInt(SCOPES.size()));
        String id = "s" + random.nextInt(5);
        int number = 100 * stage + random.nextInt(50);
        versions.add(
            random.nextInt(6) == 0
                ? deleted(scope, id, number)
                : sale(
                    scope,
                    id,
                    number,
                    FIRST.plusDays(random.nextInt(DAYS)).toString(),
                    1 + random.nextInt(4)));
      }
      stores.arrive(arrival.toString(), versions.toArray(String[]::new));
    }
  }

  /** Every scope of every day once, days together or alone, in any order. */
  private static List<Part> parts(Random random) {
    List<Part> parts = new ArrayList<>();
    for (String scope : SCOPES) {
      int cut = 1 + random.nextInt(DAYS - 1);
      parts.add(new Part(FIRST, FIRST.plusDays(cut - 1), scope));
      parts.add(new Part(FIRST.plusDays(cut), FIRST.plusDays(DAYS - 1), scope));
    }
    Collections.shuffle(parts, random);
    return parts;
  }

  private static void runTillGood(Stores stores, Part part) {
    List<String> options = new ArrayList<>(List.of("--allow=row_drop", "--allow=no_objects"));
    if (!part.scope().isEmpty()) {
      options.add("--scope=" + part.scope());
    }
    Outcome outcome = run(stores, part, options);
    if (outcome.exitCode() == 3) {
      assertThat(
          outcome.out(),
          outcome.manifest().findings().stream()
              .filter(f -> f.blocks())
              .map(f -> f.audit())
              .toList(),
          everyItem(is(in(Set.of("affected", "unique_key")))));
      options.add("--expand=affected");
      outcome = run(stores, part, options);
    }
    assertThat(part + outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  private static Outcome run(Stores stores, Part part, List<String> options) {
    return stores.tryToRun(
        part.from().toString(), part.to().toString(), options.toArray(String[]::new));
  }
}
