package dev.medallion.replay.pipelines.suite.scopes;

import static dev.medallion.replay.pipelines.suite.scopes.Stores.ONE;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.THREE;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.TWO;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.sale;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.storage.files.StepsHeard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs of different scopes are at work on the same days at once: neither loses the other's rows,
 * and neither fails.
 */
class SideBySideScopesTest {
  private static final String SHARD_BUILT = "created shard-sale-0.json";
  private static final String ITS_TURN = "created heads.json";

  @TempDir private Path folder;

  @AfterEach
  void hearNothing() {
    StepsHeard.by(step -> {});
  }

  @ParameterizedTest(name = "{0} has its turn, {1} waits")
  @CsvSource({"a, b", "b, a"})
  void theSecondWaitsForItsTurnAndCarriesWhatTheFirstPublished(String first, String second)
      throws Exception {
    Stores stores = corrected();
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Outcome> one = heldAt(ITS_TURN, go, () -> run(stores, first));
    CompletableFuture<Outcome> two = CompletableFuture.supplyAsync(() -> run(stores, second));
    await(() -> shardsBuilt(stores, second));
    Thread.sleep(1_000);
    assertThat("it waits", two.isDone(), is(false));
    go.countDown();

    good(one);
    good(two);
    assertSameAsOneRun(stores);
  }

  @Test
  void whoIsReadyFirstPublishesFirst() throws Exception {
    Stores stores = corrected();
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Outcome> slow = heldAt(SHARD_BUILT, go, () -> run(stores, "a"));

    good(CompletableFuture.supplyAsync(() -> run(stores, "b")));
    assertThat("reads and ranks meanwhile", slow.isDone(), is(false));
    go.countDown();

    good(slow);
    assertSameAsOneRun(stores);
  }

  @Test
  void aRunThatIsBlockedInItsTurnGivesItAway() throws Exception {
    Stores stores = corrected().vanish(ONE, "a");
    List<String> before = stores.everything("a");
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Outcome> blocked = heldAt(ITS_TURN, go, () -> run(stores, "a"));
    CompletableFuture<Outcome> two = CompletableFuture.supplyAsync(() -> run(stores, "b"));
    await(() -> shardsBuilt(stores, "b"));
    go.countDown();

    assertThat(blocked.get(2, TimeUnit.MINUTES).exitCode(), is(3));
    good(two);
    assertThat(stores.everything("a"), is(before));
  }

  @ParameterizedTest(name = "after it {0}")
  @ValueSource(strings = {SHARD_BUILT, ITS_TURN, "created conclusion.json"})
  void aRunThatBrokeIsResumedAfterTheOtherHasPublished(String last) throws Exception {
    Stores stores = corrected();
    StepsHeard.by(
        step -> {
          if (step.equals(last)) {
            throw new UncheckedIOException(new IOException("No space left on device"));
          }
        });
    assertThat(run(stores, "a").exitCode(), is(1));
    StepsHeard.by(step -> {});

    good(CompletableFuture.supplyAsync(() -> run(stores, "b")));
    Outcome resumed = stores.bench().call("resume", "--run=run-a", "--progress=off");

    assertThat(resumed.err() + resumed.out(), resumed.exitCode(), is(0));
    assertSameAsOneRun(stores);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--scope=a,b", "--tables=sales,lines,days"})
  void whoMeansTheSameRowsIsRefusedAtOnce(String other) throws Exception {
    Stores stores = corrected();
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Outcome> one = heldAt(SHARD_BUILT, go, () -> run(stores, "a"));

    Outcome refused = stores.tryToRun(ONE, TWO, other, "--runId=other");

    assertThat(refused.exitCode(), is(4));
    assertThat(
        refused.err() + refused.out(),
        allOf(containsString("run run-a"), containsString("of scope a since")));
    go.countDown();
    good(one);
  }

  /** Two days of two stores are published, and each store has corrected a sale since. */
  private Stores corrected() {
    Stores stores =
        Stores.in(folder)
            .arriveAs(ONE, "a", sale("a", "1", 1, ONE, 1), sale("a", "2", 1, ONE, 2))
            .arriveAs(ONE, "b", sale("b", "1", 1, ONE, 10), sale("b", "2", 1, TWO, 20));
    stores.run(ONE, TWO);
    return stores.arrive(THREE, sale("a", "1", 2, ONE, 5), sale("b", "1", 2, ONE, 50));
  }

  private static Outcome run(Stores stores, String scope) {
    return stores.tryToRun(ONE, TWO, "--scope=" + scope, "--runId=run-" + scope, "--shards=1");
  }

  private interface Work {
    Outcome run();
  }

  /** Starts it, and lets it wait right after a step until it may go on. */
  private static CompletableFuture<Outcome> heldAt(String at, CountDownLatch go, Work work)
      throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    StepsHeard.by(
        step -> {
          if (step.equals(at) && first.getAndSet(false)) {
            reached.countDown();
            try {
              go.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    CompletableFuture<Outcome> run = CompletableFuture.supplyAsync(work::run);
    assertThat(at, reached.await(2, TimeUnit.MINUTES), is(true));
    return run;
  }

  private static boolean shardsBuilt(Stores stores, String scope) {
    Path records = stores.bench().state().resolve("staging/run-" + scope + "/completions");
    if (!Files.isDirectory(records)) {
      return false;
    }
    try (Stream<Path> files = Files.list(records)) {
      return files.anyMatch(f -> f.getFileName().toString().equals("shard-sale-0.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    while (!condition.holds()) {
      Thread.sleep(50);
    }
  }

  private static void good(CompletableFuture<Outcome> run) throws Exception {
    Outcome outcome = run.get(3, TimeUnit.MINUTES);
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  private static void assertSameAsOneRun(Stores stores) {
    Stores atOnce = stores.beside("at-once");
    atOnce.run(ONE, TWO);
    assertThat(contents(stores), is(contents(atOnce)));
  }

  private static SortedMap<String, List<String>> contents(Stores stores) {
    SortedMap<String, List<String>> contents = stores.bench().tables().contents();
    contents.put("ledger", stores.query("SELECT CAST(l AS VARCHAR) FROM ledger.sale l"));
    contents.put("all", stores.everything(""));
    return contents;
  }
}
