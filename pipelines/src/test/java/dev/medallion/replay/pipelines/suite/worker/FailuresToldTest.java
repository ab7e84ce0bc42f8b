package dev.medallion.replay.pipelines.suite.worker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.files.StepsHeard;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.WarehouseBusyException;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What failed on a worker is told by the launcher, though the runner does not tell it. */
class FailuresToldTest {
  private static final String SILENT = "--runner=" + SilentRunner.class.getName();

  @TempDir private Path folder;
  private Path lake;

  @BeforeEach
  void makeLake() {
    lake = SmallPayments.good(folder.resolve("lake")).lake().root();
  }

  @AfterEach
  void nothingFailsAnyMore() {
    StepsHeard.by(step -> {});
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            "did heads",
            (Supplier<RuntimeException>)
                () -> new WarehouseBusyException("lake.duckdb is held by process 7", null),
            4,
            "replay: lake.duckdb is held by process 7\n"),
        Arguments.of(
            "did conclusion",
            (Supplier<RuntimeException>) () -> new ConflictException("another run took over"),
            4,
            "replay: another run took over\n"),
        Arguments.of(
            "did conclusion",
            (Supplier<RuntimeException>) () -> new WarehouseException("Read-only file system"),
            1,
            "replay: Read-only file system; give another --state, --staging or --warehouse\n"),
        Arguments.of(
            "did conclusion",
            (Supplier<RuntimeException>)
                () -> new UncheckedIOException(new IOException("the machine is gone")),
            1,
            "replay: failed: the machine is gone\n"
                + "replay: fix that, then continue with: ./replay resume --run=broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureIsToldByItsNoteAsByItsException(
      String step, Supplier<RuntimeException> failure, int code, String says) throws IOException {
    StepsHeard.by(
        taken -> {
          if (taken.equals(step)) {
            throw failure.get();
          }
        });
    Bench direct = bench("direct");
    Outcome told = direct.run("--runId=broken");
    Bench silent = bench("silent");
    Outcome noted = silent.run("--runId=broken", SILENT);

    assertThat(told.err(), containsString(says));
    assertThat(told.exitCode(), is(code));
    assertThat(noted.err(), is(told.err().replace("/direct/", "/silent/")));
    assertThat(noted.exitCode(), is(code));
    assertThat(failure(silent), is(failure(direct)));
    assertThat(noted.err(), not(containsString("the runner says only")));
  }

  @Test
  void aModelThatIsWrongEndsTheRun() throws IOException {
    ModelCopy model =
        ModelCopy.in(folder.resolve("model"))
            .replace("silver/charges.sql", "  amount,", "  CAST(status AS BIGINT) AS amount,");
    Bench bench = bench("silent");

    Outcome outcome = bench.run("--runId=broken", model.option(), SILENT);

    assertThat(outcome.exitCode(), is(1));
    assertThat(
        outcome.err(),
        allOf(containsString("replay: failed: silver/charges.sql"), not(containsString("resume"))));
    RunFolder receipt = receipt(bench);
    assertThat(receipt.hasEnded(), is(true));
    assertThat(receipt.latestManifest().failure(), containsString("silver/charges.sql"));
  }

  @Test
  void aPlanThatBreaksSaysWhy() {
    StepsHeard.by(
        taken -> {
          if (taken.equals("did heads")) {
            throw new WarehouseBusyException("lake.duckdb is held by process 7", null);
          }
        });
    Outcome outcome = bench("silent").plan(SILENT);
    assertThat(outcome.err(), is("replay: lake.duckdb is held by process 7\n"));
    assertThat(outcome.exitCode(), is(4));
  }

  @Test
  void whatAnEarlierAttemptNotedIsNotToldAgain() {
    Bench bench = bench("silent");
    for (String message : new String[] {"the first", "the second"}) {
      StepsHeard.by(
          taken -> {
            if (taken.equals("did conclusion")) {
              throw new IllegalStateException(message);
            }
          });
      Outcome outcome =
          message.equals("the first")
              ? bench.run("--runId=broken", SILENT)
              : bench.call("resume", "--run=broken", "--progress=off", SILENT);
      assertThat(outcome.err(), containsString("failed: IllegalStateException: " + message));
    }
    StepsHeard.by(taken -> {});
    Outcome resumed = bench.call("resume", "--run=broken", "--progress=off", SILENT);
    assertThat(resumed.err(), resumed.exitCode(), is(0));
    Bench whole = bench("whole");
    assertThat(whole.run().exitCode(), is(0));
    assertThat(bench.tables().contents(), is(whole.tables().contents()));
  }

  private Bench bench(String name) {
    return SmallPayments.bench(made(name), lake);
  }

  private Path made(String name) {
    Path made = folder.resolve(name);
    made.toFile().mkdirs();
    return made;
  }

  private static String failure(Bench bench) throws IOException {
    return receipt(bench).latestManifest().failure();
  }

  private static RunFolder receipt(Bench bench) {
    return RunFolder.open(Address.of(bench.state()), "broken");
  }
}
