package dev.medallion.replay.pipelines.suite.elsewhere;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.pipelines.suite.Tables;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.storage.files.StepsHeard;
import dev.medallion.replay.transforms.storage.kinds.MoreStorages;
import dev.medallion.replay.transforms.storage.memory.Fault;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import dev.medallion.replay.transforms.storage.memory.UnreliableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a bucket gives the same tables as what is in local folders. */
class BucketTest {
  private static final String ARRIVED = "2026-02-04";
  private static final String LOST =
      BronzeRecord.charge("ch_lost", SmallPayments.FROM + "T11:00:00Z")
          .with("status", BronzeRecord.quoted("lost"))
          .json();

  private static final String PAYLOAD = Bronze.payload(SmallPayments.TO, "evt_2");

  @TempDir private Path folder;
  private final MemoryStorage memory = new MemoryStorage(BucketBench.SCHEME);
  private Bronze lake;
  private ModelCopy model;
  private Bench local;

  @BeforeEach
  void prepare() {
    lake = SmallPayments.good(folder.resolve("lake"));
    model = ModelCopy.in(folder.resolve("model"));
    local =
        SmallPayments.bench(
            folder.resolve("local"),
            lake.lake().root(),
            model.option(),
            "--allow=dead_letter_ratio");
    MoreStorages.serve(memory);
  }

  @AfterEach
  void serveNothing() {
    MoreStorages.serve();
    StepsHeard.by(step -> {});
  }

  private BucketBench bucket() {
    BucketBench bench =
        new BucketBench(memory, folder.resolve("bucket"), "--allow=dead_letter_ratio");
    bench.put(lake.lake().root(), "bronze");
    bench.put(folder.resolve("model"), "model");
    bench.put(PaymentsSample.SECRETS, "secrets/signature-secrets.txt");
    return bench;
  }

  @Test
  void aLakeInABucketIsReplayedRerunRedrivenAndRolledBackLikeALocalOne() throws IOException {
    BucketBench bucket = bucket();
    good(local.run("--runId=first"));
    good(bucket.run("--runId=first"));
    same(bucket);
    assertThat(bucket.names("staging"), is(empty()));
    assertThat(bucket.names("state"), hasItem("runs/first/" + "manifest.json"));
    assertThat(Files.exists(Path.of(BucketBench.SCHEME + ":")), is(false));

    Outcome again = good(bucket.run("--runId=again"));
    assertThat(
        again.manifest().partitions().changes().stream().map(PartitionChange::action).toList(),
        everyItem(is(Action.SKIPPED)));

    lake.run("charges", ARRIVED, "bad", LOST);
    bucket.put(lake.lake().root(), "bronze");
    good(local.run("--runId=bad"));
    good(bucket.run("--runId=bad"));
    assertThat(bucket.local().tables().deadLetters(), hasSize(1));
    same(bucket);

    good(local.redrive("--run=bad", "--corrections=" + letters(local), "--runId=mended"));
    good(bucket.redrive("--run=bad", "--corrections=" + letters(bucket), "--runId=mended"));
    assertThat(bucket.local().tables().deadLetters(), is(empty()));
    same(bucket);

    good(local.call("rollback", "--run=mended", "--runId=back"));
    good(bucket.call("rollback", "--run=mended", "--runId=back"));
    same(bucket);
    Outcome status = bucket.call("status");
    assertThat(status.err(), status.exitCode(), is(0));
    assertThat(status.out(), containsString("back"));
    Outcome report = bucket.call("report");
    assertThat(report.out(), containsString(BucketBench.SCHEME + "://lake/state/runs/back"));
  }

  @Test
  void plansLeaveNothingAndWriteToNoFolderOfTheLauncher() throws IOException {
    BucketBench bucket = bucket();
    Set<String> used = ConcurrentHashMap.newKeySet();
    MoreStorages.serve(
        new UnreliableStorage(
            memory,
            call -> {
              used.add(call.address().toString());
              return Fault.NONE;
            }));
    Outcome plan = good(bucket.plan("--runId=planned"));
    assertThat(used, hasItem(matchesPattern(".*/planned-plan-.*/staging/completions/heads.json")));
    good(local.run("--windowClock=arrival", "--runId=arrived"));
    good(bucket.run("--windowClock=arrival", "--runId=arrived", "--expand=affected"));
    assertThat(used, hasItem(matchesPattern(".*/arrived-touched-.*/staging/days/days-.*")));
    assertThat(plan.runFolder(), is(nullValue()));
    assertThat(bucket.names("staging"), is(empty()));
    same(bucket);
  }

  @Test
  void aRunThatBrokeRefusesWhatChangedInTheBucket() throws IOException {
    BucketBench bucket = bucket();
    good(local.run("--runId=broken"));
    StepsHeard.by(
        step -> {
          if (step.equals("did conclusion")) {
            throw new UncheckedIOException(new IOException("the machine is gone"));
          }
        });
    assertThat(bucket.run("--runId=broken").exitCode(), is(1));
    StepsHeard.by(step -> {});
    assertThat(bucket.names("staging"), is(not(empty())));

    bucket.put(Files.writeString(folder.resolve("other"), "{}"), "bronze/" + PAYLOAD);
    Outcome refused = bucket.call("resume", "--run=broken", "--progress=off");
    assertThat(refused.exitCode(), is(2));
    assertThat(refused.err(), containsString(PAYLOAD + " was changed"));
    assertThat(bucket.names("state/runs"), hasItem("broken/run.json"));
  }

  @Test
  void aRunThatBrokeInABucketGoesOn() {
    BucketBench bucket = bucket();
    good(local.run("--runId=broken"));
    StepsHeard.by(
        step -> {
          if (step.equals("did heads") || step.equals("did conclusion")) {
            throw new UncheckedIOException(new IOException("the machine is gone"));
          }
        });
    assertThat(bucket.run("--runId=broken").exitCode(), is(1));
    StepsHeard.by(step -> {});
    good(bucket.call("resume", "--run=broken", "--progress=off"));
    same(bucket);
    assertThat(bucket.names("staging"), is(empty()));
  }

  @Test
  void answersThatAreLostBreakRunsAndLoseNothing() {
    BucketBench bucket = bucket();
    good(local.run("--runId=whole"));
    Random chance = new Random(7);
    MoreStorages.serve(
        new UnreliableStorage(
            memory, call -> chance.nextInt(300) == 0 ? Fault.LOSES_ANSWER : Fault.NONE));
    int broken = 0;
    String run = "r0";
    Outcome outcome = bucket.run("--runId=" + run);
    for (int i = 1; outcome.exitCode() != 0 && i < 100; i++) {
      broken++;
      outcome = bucket.call("resume", "--run=" + run, "--progress=off");
      if (outcome.exitCode() == 2) {
        // It broke before there was anything to resume.
        run = "r" + i;
        outcome = bucket.run("--runId=" + run);
      }
    }
    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(0));
    assertThat("answers were lost", broken > 0, is(true));
    MoreStorages.serve(memory);
    same(bucket);
    Outcome after = good(bucket.run("--runId=after"));
    assertThat(
        after.manifest().partitions().changes().stream().map(PartitionChange::action).toList(),
        everyItem(is(Action.SKIPPED)));
  }

  private void same(BucketBench bucket) {
    assertThat(bucket.local().tables().contents(), is(local.tables().contents()));
    assertThat(letters(bucket.local().tables()), is(letters(local.tables())));
  }

  /** Without generations: each storage has its own. */
  private static List<String> letters(Tables tables) {
    return tables.query(
        "SELECT * EXCLUDE (generation, raw), hex(raw) FROM ops.replay_dead_letters ORDER BY ALL");
  }

  private Path letters(Bench bench) throws IOException {
    Path file = folder.resolve("local.jsonl");
    good(bench.redrive("--run=bad", "--export=" + file));
    return edited(file);
  }

  private Path letters(BucketBench bench) throws IOException {
    Path file = folder.resolve("bucket.jsonl");
    good(bench.redrive("--run=bad", "--export=" + file));
    return edited(file);
  }

  private static Path edited(Path file) throws IOException {
    return Files.writeString(
        file, Files.readString(file).replace("\\\"lost\\\"", "\\\"failed\\\""));
  }

  private static Outcome good(Outcome outcome) {
    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(0));
    return outcome;
  }
}
