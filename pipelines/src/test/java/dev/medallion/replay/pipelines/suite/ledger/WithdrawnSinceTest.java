package dev.medallion.replay.pipelines.suite.ledger;

import static dev.medallion.replay.pipelines.suite.ledger.Things.version;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.storage.files.StepsHeard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A correction that is withdrawn is published by nobody any more, however old its change set is.
 */
class WithdrawnSinceTest {
  private static final String ONE = "2026-02-01";
  private static final String OBJECT = "ev/dt=" + ONE + "/y.jsonl";

  @TempDir Path folder;
  private Things things;
  private Path corrections;

  @BeforeEach
  void exportTheBadRecord() throws IOException {
    things =
        Things.in(folder.resolve("lake"))
            .arrive(ONE, version("k", 1, ONE, 1))
            .arriveAs(ONE, "y", "{\"id\":\"y\",\"ver\":1,\"day\":\"" + ONE + "\",\"val\":\"7\"}");
    things.run(ONE, ONE, "--runId=first", "--allow=incomplete_input");
    corrections = folder.resolve("letters.jsonl");
    assertThat(things.bench().redrive("--run=first", "--export=" + corrections).exitCode(), is(0));
    Files.writeString(corrections, Files.readString(corrections).replace("\\\"7\\\"", "7"));
  }

  @AfterEach
  void hearNoSteps() {
    StepsHeard.by(step -> {});
  }

  /** Its correction is kept, its change set is drawn, and nothing is published. */
  private void breakARedriveAfter(String breaking) {
    StepsHeard.by(
        step -> {
          // Not in the plans that find out what else moved.
          if (step.equals(breaking) && Files.exists(run("broken"))) {
            throw new UncheckedIOException(new IOException("broken on purpose"));
          }
        });
    Outcome broken =
        things.bench().redrive("--run=first", "--corrections=" + corrections, "--runId=broken");
    StepsHeard.by(step -> {});
    assertThat(broken.out() + broken.err(), broken.exitCode(), is(1));
  }

  private Path run(String id) {
    return things.bench().state().resolve("runs").resolve(id);
  }

  private void withdraw() {
    Outcome withdrawn =
        things.bench().redrive("--withdraw=" + OBJECT + "#0", "--allow=incomplete_input");
    assertThat(withdrawn.err() + withdrawn.out(), withdrawn.exitCode(), is(0));
    assertThat(things.rows(), contains("k " + ONE));
  }

  private void refused(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(4));
    assertThat(outcome.out(), containsString("made with 1 correction that was withdrawn"));
    assertThat(things.rows(), contains("k " + ONE));
  }

  @Test
  void byARedriveThatWasCutOffAfterItsConclusion() {
    breakARedriveAfter("created conclusion.json");
    withdraw();
    refused(things.bench().call("resume", "--run=broken", "--progress=off"));
  }

  @Test
  void byAPlan() {
    breakARedriveAfter("created conclusion.json");
    things.keepPlan("plan", ONE, ONE);
    withdraw();
    refused(things.bench().call("apply", "--plan=plan"));
  }

  @Test
  void oneThatIsStillInForceIsPublished() {
    breakARedriveAfter("created conclusion.json");
    Outcome resumed = things.bench().call("resume", "--run=broken", "--progress=off");
    assertThat(resumed.err() + resumed.out(), resumed.exitCode(), is(0));
    assertThat(things.rows(), contains("k " + ONE, "y " + ONE));
  }

  @Test
  void oneOfAnotherObjectDoesNotMatter() {
    breakARedriveAfter("created conclusion.json");
    things.arrive("2026-03-01", version("z", 1, "2026-03-01", 1));
    things.keepPlan("plan", "2026-03-01", "2026-03-01");
    withdraw();
    Outcome applied = things.bench().call("apply", "--plan=plan");
    assertThat(applied.err() + applied.out(), applied.exitCode(), is(0));
  }

  @Test
  void aRunIdIsUsedOnceAndTheOtherRunsFolderStaysAsItIs() throws IOException {
    Path first = run("first");
    long files = count(first);
    Outcome again = things.tryToRun(ONE, ONE, "--runId=first");
    assertThat(again.err() + again.out(), again.exitCode(), is(2));
    assertThat(again.err(), containsString("run first already exists"));
    assertThat(count(first), is(files));
  }

  @Test
  void aPlanThatWasStoppedIsNotApplied() throws IOException {
    StepsHeard.by(
        step -> {
          if (step.equals("created conclusion.json")) {
            throw new UncheckedIOException(new IOException("broken on purpose"));
          }
        });
    Outcome broken = things.bench().plan("--from=" + ONE, "--to=" + ONE, "--out", "--runId=plan");
    StepsHeard.by(step -> {});
    assertThat(broken.exitCode(), is(1));
    // As one that was killed leaves it: without a word of what broke.
    Files.delete(run("plan").resolve("manifest-2.json"));

    Outcome applied = things.bench().call("apply", "--plan=plan");
    assertThat(applied.exitCode(), is(2));
    assertThat(applied.err(), containsString("plan plan is not finished"));
  }

  private static long count(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }
}
