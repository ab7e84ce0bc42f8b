package dev.medallion.replay.pipelines.suite.worker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.localcloud.Prism;
import dev.medallion.replay.pipelines.golden.SampleGolden;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.storage.files.StepsHeard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher and the worker are two processes with different working directories, home folders,
 * folders for temporary files and environments; a portable runner stands between them.
 */
@EnabledIfSystemProperty(named = Prism.PROGRAM, matches = ".+")
class WorkerElsewhereTest {
  private static final Map<String, String> UTF_8 = Map.of("LC_ALL", "C.UTF-8");

  @TempDir private Path folder;
  private Prism prism;
  private int starts;

  @AfterEach
  void stop() throws Exception {
    StepsHeard.by(step -> {});
    if (prism != null) {
      prism.close();
    }
  }

  private void start(Map<String, String> environment) throws Exception {
    prism = Prism.start(made("processes" + starts++), environment);
  }

  @Test
  void theSampleGivesTheGoldenTables() throws Exception {
    start(UTF_8);
    Bench bench = PaymentsSample.bench(made("bench"), PaymentsSample.ROOT);
    List<String> here = Collections.synchronizedList(new ArrayList<>());
    StepsHeard.by(here::add);

    // Relative to the launcher's folder, which is not the worker's.
    Outcome outcome =
        bench.run(
            elsewhere(
                "--input=" + relative(PaymentsSample.ROOT),
                "--signatureSecrets=" + relative(PaymentsSample.SECRETS),
                "--state=" + relative(folder.resolve("state")),
                "--progress=line"));

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    assertThat(outcome.err(), containsString("partitions built"));
    assertThat(here.stream().filter(s -> s.startsWith("did ")).toList(), is(empty()));
    SampleGolden.assertGivenBy(bench.tables());
    assertThat(files(prism.folder("worker", "home")), is(empty()));
    assertThat(files(prism.folder("worker", "cwd")), is(empty()));
  }

  @Test
  void everyCommandGivesWhatItGivesInOneProcess() throws Exception {
    start(UTF_8);
    Path lake = unusualNames().lake().root();
    Bench direct = SmallPayments.bench(made("direct"), lake);
    Bench elsewhere = SmallPayments.bench(made("bench"), lake, elsewhere());
    for (Bench bench : List.of(direct, elsewhere)) {
      Outcome plan = bench.plan();
      assertThat(plan.err(), plan.exitCode(), is(0));
      Outcome arrived =
          bench.run(
              "--windowClock=arrival", "--from=2026-02-03", "--to=2026-02-06", "--expand=affected");
      assertThat(arrived.err(), arrived.exitCode(), is(0));
      Outcome again = bench.run("--runId=again");
      assertThat(
          again.manifest().partitions().changes().stream().map(PartitionChange::action).toList(),
          everyItem(is(Action.SKIPPED)));
    }
    assertThat(elsewhere.tables().contents(), is(direct.tables().contents()));
  }

  @Test
  void aFailureOfTheWorkerIsToldByTheLauncher() throws Exception {
    start(UTF_8);
    Path lake = SmallPayments.good(folder.resolve("lake")).lake().root();
    ModelCopy model =
        ModelCopy.in(folder.resolve("model"))
            .replace("silver/charges.sql", "  amount,", "  CAST(status AS BIGINT) AS amount,");

    Outcome outcome = SmallPayments.bench(made("bench"), lake).run(elsewhere(model.option()));

    assertThat(outcome.exitCode(), is(1));
    assertThat(outcome.err(), containsString("replay: failed: silver/charges.sql"));
    assertThat(outcome.err(), not(containsString("the runner says only")));
  }

  @Test
  void aRunWhoseWorkerIsKilledIsResumed() throws Exception {
    start(UTF_8);
    Bench bench = PaymentsSample.bench(made("bench"), PaymentsSample.ROOT);
    Path records = bench.state().resolve("staging/broken/completions");
    Thread killer =
        new Thread(
            () -> {
              try {
                while (!Files.isDirectory(records) || files(records).size() < 6) {
                  Thread.sleep(5);
                }
                prism.killWorker();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    killer.start();
    Outcome broken = bench.run(elsewhere("--runId=broken"));
    killer.join();
    assertThat(broken.err(), broken.exitCode(), is(1));
    assertThat(
        broken.err(),
        allOf(
            containsString("replay: failed: the runner says only that the job ended as FAILED"),
            containsString("continue with: ./replay resume --run=broken")));

    prism.close();
    start(UTF_8);
    Outcome resumed = bench.call("resume", elsewhere("--run=broken", "--progress=off"));
    assertThat(resumed.err(), resumed.exitCode(), is(0));
    Bench direct = PaymentsSample.bench(made("direct"), PaymentsSample.ROOT);
    assertThat(direct.run().exitCode(), is(0));
    assertThat(bench.tables().contents(), is(direct.tables().contents()));
  }

  @Test
  void aWorkerWithOtherSecretsIsRefused() throws Exception {
    start(Map.of("LC_ALL", "C.UTF-8", "REPLAY_SIGNATURE_SECRETS", "another"));
    Path lake = SmallPayments.good(folder.resolve("lake")).lake().root();
    Outcome outcome = SmallPayments.bench(made("bench"), lake).run(elsewhere());
    assertThat(outcome.err(), outcome.exitCode(), is(1));
    assertThat(
        outcome.err(),
        allOf(
            containsString("signature secrets"),
            containsString("REPLAY_SIGNATURE_SECRETS"),
            not(containsString("another "))));
  }

  @Test
  void aWorkerWhoseLocaleGarblesNamesIsRefused() throws Exception {
    start(Map.of("LC_ALL", "C"));
    Path lake = unusualNames().lake().root();
    Outcome outcome = SmallPayments.bench(made("bench"), lake).run(elsewhere());
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(1));
    assertThat(outcome.err(), containsString("LC_ALL=C.UTF-8"));
  }

  private String[] elsewhere(String... options) {
    return Stream.concat(Stream.of(options), prism.options().stream()).toArray(String[]::new);
  }

  private Bronze unusualNames() {
    return SmallPayments.good(folder.resolve("lake"))
        .run(
            "charges",
            SmallPayments.TO,
            "höhe-\u6771",
            BronzeRecord.charge("ch_odd", SmallPayments.FROM + "T11:00:00Z").json());
  }

  private static Path relative(Path path) {
    return Path.of("").toAbsolutePath().relativize(path);
  }

  private Path made(String name) {
    Path made = folder.resolve(name);
    made.toFile().mkdirs();
    return made;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
