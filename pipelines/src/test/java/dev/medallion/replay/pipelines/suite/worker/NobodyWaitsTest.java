package dev.medallion.replay.pipelines.suite.worker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a runner does not let the launcher wait, the graph does everything by itself. */
class NobodyWaitsTest {
  private static final String NOT_WAITING = "--runner=" + NotWaitingRunner.class.getName();

  @TempDir private Path folder;
  private Path lake;

  @BeforeEach
  void makeLake() {
    lake = SmallPayments.good(folder.resolve("lake")).lake().root();
  }

  @AfterEach
  void await() throws InterruptedException {
    NotWaitingRunner.await();
  }

  @Test
  void theGraphPublishesGivesBackTheLeaseAndTidies() throws Exception {
    Bench bench = bench("bench");

    Outcome submitted = bench.run("--runId=submitted", NOT_WAITING);

    assertThat(submitted.err(), submitted.exitCode(), is(0));
    assertThat(
        submitted.out(), containsString("The runner has taken run submitted and goes on with it"));
    NotWaitingRunner.await();
    RunFolder receipt = RunFolder.open(Address.of(bench.state()), "submitted");
    assertThat(receipt.latestManifest().verdict(), is(Verdict.GOOD));
    assertThat(bench.tables().query("SELECT * FROM ops.replay_leases"), is(empty()));
    assertThat(Files.exists(bench.state().resolve("staging/submitted")), is(false));
    Bench waited = bench("waited");
    assertThat(waited.run().exitCode(), is(0));
    assertThat(bench.tables().contents(), is(waited.tables().contents()));
  }

  @Test
  void whatFailsIsNotedAndShownByStatus() throws Exception {
    Bench bench = bench("bench");
    ModelCopy model =
        ModelCopy.in(folder.resolve("model"))
            .replace("silver/charges.sql", "  amount,", "  CAST(status AS BIGINT) AS amount,");

    assertThat(bench.run("--runId=broken", model.option(), NOT_WAITING).exitCode(), is(0));
    NotWaitingRunner.await();

    Path run = bench.state().resolve("runs/broken");
    try (var notes = Files.list(run.resolve("failures"))) {
      List<String> texts = notes.map(NobodyWaitsTest::text).toList();
      assertThat(texts.toString(), containsString("\"kind\" : \"MODEL\""));
      assertThat(texts.toString(), containsString("silver/charges.sql"));
    }
    Outcome status = bench.call("status");
    assertThat(status.out(), containsString("silver/charges.sql"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--windowClock=arrival", "--expand=affected"})
  void whatHasToBePlannedFirstIsRefused(String option) throws IOException {
    Bench bench = bench("bench");
    Outcome refused = bench.run(option, NOT_WAITING);
    assertThat(refused.exitCode(), is(2));
    assertThat(refused.err(), containsString("does not let the launcher wait"));
    assertThat(Files.exists(bench.state().resolve("runs")), is(false));
  }

  @Test
  void aPlanIsRefused() {
    Outcome refused = bench("bench").plan(NOT_WAITING);
    assertThat(refused.exitCode(), is(2));
    assertThat(refused.err(), containsString("does not let the launcher wait"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Bench bench(String name) {
    Path made = folder.resolve(name);
    made.toFile().mkdirs();
    return SmallPayments.bench(made, lake);
  }
}
