package dev.medallion.replay.pipelines.suite.kills;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.files.StepsHeard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does that goes on, and what it refuses. */
class ResumeTest {
  private static final String CHARGES = Bronze.part("charges", SmallPayments.TO, SmallPayments.RUN);

  @TempDir private Path folder;
  private Bronze bronze;
  private ModelCopy model;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bronze = SmallPayments.good(folder.resolve("lake"));
    model = ModelCopy.in(folder.resolve("model"));
    bench = SmallPayments.bench(folder, bronze.lake().root(), model.option());
  }

  @AfterEach
  void hearNothing() {
    StepsHeard.by(step -> {});
  }

  @Test
  void aRunThatBrokeRefusesWhatChangedThenGoesOnAndTellsOfIt() throws IOException {
    Bench.Outcome broken = breakAfter("created shard-charge-0.json");

    assertThat(broken.exitCode(), is(1));
    assertThat(
        broken.err(),
        allOf(
            containsString("No space left on device"),
            containsString("continue with: ./replay resume --run=broken --warehouse=")));
    assertThat(receipt().hasEnded(), is(false));
    assertThat(receipt().latestManifest().failure(), containsString("No space left"));

    String charges = Files.readString(bronze.lake().root().resolve(CHARGES));
    String payload = Bronze.payload(SmallPayments.TO, "evt_2");
    String event = Files.readString(bronze.lake().root().resolve(payload));
    bronze.lake().put(CHARGES, charges.replace("1000", "1001")).delete(payload);
    model.replace("silver/charges.sql", "  amount,", "  amount + 0 AS amount,");

    Bench.Outcome refused = resume();

    assertThat(refused.exitCode(), is(2));
    assertThat(
        refused.err(),
        allOf(
            containsString("cannot resume run broken"),
            containsString(CHARGES + " was changed"),
            containsString(payload),
            containsString("silver/charges.sql was changed")));
    assertThat("nothing was begun", receipt().resumes(), hasSize(0));

    bronze.lake().put(CHARGES, charges).put(payload, event);
    model.replace("silver/charges.sql", "  amount + 0 AS amount,", "  amount,");

    Bench.Outcome resumed = resume();

    assertThat(resumed.err(), resumed.exitCode(), is(0));
    assertThat(resumed.out(), containsString("resumed"));
    Manifest manifest = receipt().latestManifest();
    assertThat(manifest.verdict(), is(Verdict.GOOD));
    assertThat(manifest.resumes(), hasSize(1));
    assertThat(manifest.resumes().get(0).after(), containsString("No space left"));
    assertThat(manifest.resumes().get(0).units(), greaterThan(3L));
    SortedMap<String, List<String>> tables = bench.tables().contents();
    assertThat(bench.run("--runId=whole").exitCode(), is(0));
    assertThat("a whole run changes nothing", bench.tables().contents(), is(tables));
  }

  @Test
  void aRunWhoseBlocksAreDamagedHasEnded() throws IOException {
    breakAfter("created shard-charge-0.json");
    Path staging = bench.state().resolve("staging/broken");
    try (Stream<Path> records = Files.list(staging.resolve("completions"))) {
      for (Path record : records.filter(r -> r.toString().contains("/shard-")).toList()) {
        Files.delete(record);
      }
    }
    try (Stream<Path> blocks = Files.list(staging.resolve("blocks"))) {
      for (Path file : blocks.toList()) {
        Files.write(file, new byte[1]);
      }
    }

    Bench.Outcome resumed = resume();

    assertThat(resumed.err(), resumed.exitCode(), is(1));
    assertThat(resumed.err(), containsString("is truncated; start a new run"));
    assertThat(resumed.err(), not(containsString("resume --run")));
    assertThat(receipt().hasEnded(), is(true));
    assertThat(bench.call("status").out(), not(containsString("resume --run")));
  }

  @Test
  void aRunWhoseProcessWasOnAnotherHostIsResumedByWhoeverNamesIt() throws IOException {
    breakAfter("created shard-charge-0.json");
    Path record = bench.state().resolve("runs/broken/run.json");
    Files.writeString(
        record,
        Files.readString(record)
            .replaceFirst("(\"host\" : )\"[^\"]*\"", "$1\"worker-7.elsewhere\""));

    Bench.Outcome refused = resume();

    assertThat(refused.exitCode(), is(4));
    assertThat(
        refused.err(),
        allOf(containsString("worker-7.elsewhere"), containsString("add --take-lease=broken")));
    assertThat(receipt().resumes(), hasSize(0));
    assertThat(resume("--take-lease=another").exitCode(), is(4));

    Bench.Outcome resumed = resume("--take-lease=broken");

    assertThat(resumed.err(), resumed.exitCode(), is(0));
    assertThat(receipt().latestManifest().verdict(), is(Verdict.GOOD));
    SortedMap<String, List<String>> tables = bench.tables().contents();
    assertThat(bench.run("--runId=whole").exitCode(), is(0));
    assertThat("a whole run changes nothing", bench.tables().contents(), is(tables));
  }

  @Test
  void aRunThatHasEndedIsLeftAsItIs() throws IOException {
    bronze.lake().delete(CHARGES);
    assertThat(bench.run("--runId=broken").exitCode(), is(3));
    SortedMap<String, List<String>> before = bench.tables().everything();

    Bench.Outcome resumed = resume();

    assertThat(resumed.exitCode(), is(3));
    assertThat(resumed.out(), containsString("has already ended"));
    assertThat(bench.tables().everything(), is(before));
    assertThat(receipt().resumes(), hasSize(0));
  }

  @Test
  void aHeadThatMovedMeanwhileIsAConflict() {
    breakAfter("did conclusion");
    assertThat(bench.run("--runId=other").exitCode(), is(0));
    SortedMap<String, List<String>> before = bench.tables().everything();

    Bench.Outcome resumed = resume();

    assertThat(resumed.err(), resumed.exitCode(), is(4));
    assertThat(resumed.out(), containsString("other"));
    assertThat(bench.tables().everything(), is(before));
  }

  @Test
  void aRunWhoseProcessIsAtWorkIsLeftToIt() throws IOException {
    breakAfter("created heads.json");
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Path record = Path.of(receipt().file("run.json").uri());
      Files.writeString(
          record,
          Files.readString(record)
              .replaceFirst("\"pid\" : [0-9]+", "\"pid\" : " + other.pid())
              .replaceFirst(
                  "\"startedAt\" : \"[^\"]+\"",
                  "\"startedAt\" : \"" + other.info().startInstant().orElseThrow() + "\""));

      Bench.Outcome resumed = resume();

      assertThat(resumed.exitCode(), is(4));
      assertThat(resumed.err(), containsString("run broken is running in process " + other.pid()));
    } finally {
      other.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../runs", "a//b", "."})
  void anIdThatIsNoNameIsOfNoRun(String run) {
    Bench.Outcome resumed = bench.call("resume", "--run=" + run, "--progress=off");

    assertThat(resumed.exitCode(), is(2));
    assertThat(resumed.err(), containsString("no run " + run + " under"));
  }

  @Test
  void aRunThatNobodyKnowsIsSaidToBeUnknown() {
    Bench.Outcome resumed = resume();

    assertThat(resumed.exitCode(), is(2));
    assertThat(resumed.err(), allOf(containsString("no run broken"), not(containsString("\tat "))));
  }

  private Bench.Outcome breakAfter(String last) {
    StepsHeard.by(
        step -> {
          if (step.equals(last)) {
            throw new UncheckedIOException(new IOException("No space left on device"));
          }
        });
    Bench.Outcome outcome = bench.run("--runId=broken");
    StepsHeard.by(step -> {});
    assertThat(outcome.out(), outcome.exitCode(), is(1));
    return outcome;
  }

  private Bench.Outcome resume(String... more) {
    return bench.call(
        "resume",
        Stream.concat(Stream.of("--run=broken", "--progress=off"), Stream.of(more))
            .toArray(String[]::new));
  }

  private RunFolder receipt() {
    return RunFolder.open(Address.of(bench.state()), "broken");
  }
}
