package dev.medallion.replay.pipelines.suite.redrive;

import static dev.medallion.replay.pipelines.suite.BronzeRecord.charge;
import static dev.medallion.replay.pipelines.suite.BronzeRecord.quoted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.Json;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.run.receipt.RecordsInfo;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad records are repaired in their place, once, and stay repaired. */
class RedriveTest {
  private static final String AT = SmallPayments.FROM + "T12:00:00Z";
  private static final String ARRIVED = SmallPayments.TO;
  private static final String OBJECT = Bronze.part("charges", ARRIVED, "bad");
  private static final String PERSONAL = "ada@home.example";

  /** A charge that the contract knows no status for; its customer is somebody. */
  private static final String LOST =
      charge("ch_lost", AT)
          .with("status", quoted("lost"))
          .with("receipt_email", quoted(PERSONAL))
          .json();

  private static final String LETTERS =
      "SELECT code, object || '#' || position, _attempt FROM ops.replay_dead_letters";
  private static final String CHARGE =
      "SELECT created_date, status FROM silver.charges WHERE id = 'ch_lost'";

  @TempDir Path folder;
  private Bronze lake;

  @BeforeEach
  void makeLake() {
    lake = SmallPayments.good(folder.resolve("lake"));
    lake.run("charges", ARRIVED, "bad", LOST);
  }

  @Test
  void aRecordThatTheCorrectedModelTakesIsRepairedAndTheNextReplayKeepsIt() {
    Bench bench = SmallPayments.bench(folder, lake.lake().root());
    Outcome first = good(bench.run("--runId=first", "--allow=dead_letter_ratio"));
    assertThat(bench.tables().query(LETTERS), is(List.of("NOT_ALLOWED|" + OBJECT + "#0|1")));
    assertThat(first.manifest().records().repairs(), is(RecordsInfo.Repairs.NONE));
    String model = ModelCopy.withLostCharges(folder.resolve("model")).option();

    Outcome shown = bench.redrive(model, "--run=first", "--dryRun");
    assertThat(shown.err(), shown.exitCode(), is(0));
    assertThat(
        shown.out(),
        allOf(
            containsString("NOT_ALLOWED   bronze/charge  decodes      1  2026-02-03"),
            containsString("Days to be replayed: 2026-02-03")));
    assertThat(bench.tables().query(CHARGE), is(List.of()));

    Outcome redriven = good(bench.redrive(model, "--run=first"));
    assertThat(bench.tables().query(CHARGE), is(List.of("2026-02-03|lost")));
    assertThat(bench.tables().query(LETTERS), is(List.of()));
    assertThat(
        redriven.manifest().records().repairs(), is(new RecordsInfo.Repairs("", 0, 0, 1, 0, 0)));
    assertThat(replaced(redriven, "silver.charges"), is(Set.of("2026-02-03")));
    assertThat(
        redriven.out(), containsString("Redriven      1 dead letters: 1 repaired, 0 failed again"));

    Outcome next = good(bench.run(model));
    assertThat(
        next.manifest().partitions().changes().stream().map(PartitionChange::action).toList(),
        everyItem(is(Action.SKIPPED)));
    assertThat(bench.tables().query(CHARGE), hasSize(1));
  }

  @Test
  void oneWhoseObjectIsGoneIsNotToldAsRepaired() {
    Bench bench = SmallPayments.bench(folder, lake.lake().root(), "--allow=dead_letter_ratio");
    good(bench.run("--runId=first"));
    lake.lake().delete(OBJECT);

    Outcome redriven = bench.redrive("--run=first", "--allow=incomplete_input");

    assertThat(redriven.out() + redriven.err(), redriven.exitCode(), is(3));
    assertThat(
        redriven.out(),
        containsString(
            "1 dead letters: 0 repaired, 0 failed again, 1 gone: their objects are not"));
    assertThat(redriven.err(), containsString("no dead letter was repaired"));
  }

  @Test
  void oneThatDiesAgainRaisesItsAttemptIsNotNestedAndAnOrdinaryReplayKeepsThat() {
    Bench bench = SmallPayments.bench(folder, lake.lake().root(), "--allow=dead_letter_ratio");
    good(bench.run("--runId=first"));
    String before = bench.tables().value("SELECT hex(raw) FROM ops.replay_dead_letters");

    Outcome again = bench.redrive("--run=first");
    assertThat(again.out() + again.err(), again.exitCode(), is(3));
    assertThat(again.err(), containsString("no dead letter was repaired"));
    assertThat(again.out(), containsString("fails again: NOT_ALLOWED"));
    assertThat(
        again.manifest().records().repairs(), is(new RecordsInfo.Repairs("", 0, 0, 1, 1, 0)));
    assertThat(bench.tables().query(LETTERS), is(List.of("NOT_ALLOWED|" + OBJECT + "#0|2")));

    assertThat(bench.redrive("--from=" + ARRIVED, "--to=" + ARRIVED).exitCode(), is(3));
    good(bench.run());
    assertThat(bench.tables().query(LETTERS), is(List.of("NOT_ALLOWED|" + OBJECT + "#0|3")));
    assertThat(bench.tables().value("SELECT hex(raw) FROM ops.replay_dead_letters"), is(before));
  }

  @Test
  void editedBytesRepairARecordOfABlockedRunOnceAndUntilTheyAreWithdrawn() throws IOException {
    Bench bench = SmallPayments.bench(folder, lake.lake().root());
    Outcome blocked = bench.run("--runId=blocked");
    assertThat(blocked.exitCode(), is(3));
    assertThat(bench.tables().contents().keySet(), hasSize(0));

    Path file = folder.resolve("letters.jsonl");
    Outcome exported = bench.redrive("--run=blocked", "--export=" + file);
    assertThat(exported.err(), exported.exitCode(), is(0));
    assertThat(exported.out(), not(containsString(PERSONAL)));
    edit(file, "\\\"lost\\\"", "\\\"lots\\\"");
    Outcome useless = bench.redrive("--run=blocked", "--corrections=" + file);
    assertThat(useless.exitCode(), is(2));
    assertThat(
        useless.err(),
        allOf(
            containsString(OBJECT + "#0 would be a dead letter again: NOT_ALLOWED"),
            not(containsString(PERSONAL))));
    assertThat(corrections(bench), hasSize(0));

    edit(file, "\\\"lots\\\"", "\\\"failed\\\"");
    Outcome redriven =
        good(
            bench.redrive(
                "--run=blocked", "--corrections=" + file, "--runId=edit", "--reason=mistyped"));
    assertThat(bench.tables().query(CHARGE), is(List.of("2026-02-03|failed")));
    assertThat(bench.tables().query(LETTERS), is(List.of()));
    Correction kept = corrections(bench).get(0);
    assertThat(kept.reason() + " " + kept.runId(), is("mistyped edit"));
    String digest = new CorrectionStore(StandardStorages.at(bench.state())).inForce().digest();
    assertThat(
        redriven.manifest().records().repairs(),
        is(new RecordsInfo.Repairs(digest, 1, 1, 1, 0, 0)));
    assertThat(digest, not(emptyString()));
    assertThat(redriven.out() + redriven.err(), not(containsString(PERSONAL)));

    Outcome next = good(bench.run());
    assertThat(replaced(next, "silver.charges"), is(Set.of("2026-02-04")));
    assertThat(
        next.manifest().records().repairs(), is(new RecordsInfo.Repairs(digest, 1, 1, 0, 0, 0)));
    assertThat(bench.tables().query(CHARGE), is(List.of("2026-02-03|failed")));

    // A mistake in the correction itself: what it put on another day under another key goes.
    edit(file, Long.toString(epoch(AT)), Long.toString(epoch(SmallPayments.TO + "T12:00:00Z")));
    edit(file, "ch_lost", "ch_found");
    good(bench.redrive("--corrections=" + file));
    assertThat(
        bench
            .tables()
            .query(
                "SELECT id, created_date FROM silver.charges WHERE id IN ('ch_lost', 'ch_found')"),
        is(List.of("ch_found|2026-02-04")));

    // As a redrive leaves it that was killed right after it had kept the end of the correction.
    CorrectionStore store = new CorrectionStore(StandardStorages.at(bench.state()));
    store.inForce().list().forEach(c -> store.add(c.withdrawal("", "killed", Instant.EPOCH)));

    Outcome withdrawn =
        good(bench.redrive("--withdraw=" + OBJECT + "#0", "--allow=dead_letter_ratio"));
    assertThat(replaced(withdrawn, "silver.charges"), is(Set.of("2026-02-04")));
    assertThat(
        bench.tables().query("SELECT id FROM silver.charges ORDER BY 1"),
        is(List.of("ch_1", "ch_2")));
    assertThat(bench.tables().query(LETTERS), is(List.of("NOT_ALLOWED|" + OBJECT + "#0|1")));
    assertThat(corrections(bench), hasSize(3));
  }

  @Test
  void aRepairIsLostOnlyWhereSomebodyDecidesSo() throws IOException {
    Bench bench = SmallPayments.bench(folder, lake.lake().root(), "--allow=dead_letter_ratio");
    good(bench.run("--runId=first"));
    Path file = folder.resolve("letters.jsonl");
    bench.redrive("--run=first", "--export=" + file);
    edit(file, "\\\"lost\\\"", "\\\"failed\\\"");
    good(bench.redrive("--run=first", "--corrections=" + file, "--reason=mistyped"));
    assertThat(bench.tables().query(CHARGE), is(List.of("2026-02-03|failed")));
    String more = LOST.replace("ch_lost", "ch_more").replace("\"lost\"", "\"failed\"");
    lake.run("charges", ARRIVED, "bad", LOST, more);

    Outcome blocked = bench.run();

    assertThat(blocked.exitCode(), is(3));
    assertThat(blocked.out(), containsString("correction_without_effect"));
    assertThat(bench.tables().query(CHARGE), is(List.of("2026-02-03|failed")));

    // Let through, it is a dead letter again; corrected again, nobody asks for the old one.
    good(
        bench.run(
            "--runId=again", "--allow=correction_without_effect", "--allow=dead_letter_ratio"));
    assertThat(bench.tables().query(CHARGE), is(List.of()));
    Path again = folder.resolve("again.jsonl");
    bench.redrive("--run=again", "--export=" + again);
    edit(again, "\\\"lost\\\"", "\\\"failed\\\"");
    good(bench.redrive("--run=again", "--corrections=" + again, "--reason=mistyped"));
    assertThat(bench.tables().query(CHARGE), is(List.of("2026-02-03|failed")));
    good(bench.run());
  }

  @Test
  void anObjectThatWasRepairedIsRedrivenAsAWhole() {
    lake.lake().put(OBJECT, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
    Bench bench =
        SmallPayments.bench(
            folder, lake.lake().root(), "--allow=dead_letter_ratio", "--allow=incomplete_input");
    good(bench.run("--runId=first"));
    assertThat(bench.tables().query(LETTERS), is(List.of("UNREADABLE_OBJECT|" + OBJECT + "#-1|1")));
    lake.run("charges", ARRIVED, "bad", LOST.replace("\"lost\"", "\"failed\""));

    good(bench.redrive("--from=" + ARRIVED, "--to=" + ARRIVED, "--code=UNREADABLE_OBJECT"));

    assertThat(bench.tables().query(CHARGE), is(List.of("2026-02-03|failed")));
    assertThat(bench.tables().query(LETTERS), is(List.of()));
  }

  @Test
  void whatDoesNotFitIsToldAndNothingIsDone() throws IOException {
    Bench bench = SmallPayments.bench(folder, lake.lake().root());
    assertThat(bench.redrive().err(), containsString("select dead letters: --run=<run id>"));
    assertThat(
        bench.redrive("--run=x", "--code=NOT_ALOWED").err(),
        containsString("unknown --code=NOT_ALOWED; did you mean NOT_ALLOWED?"));
    assertThat(
        bench.redrive("--run=x", "--entity=charges").err(),
        containsString("unknown --entity=charges; did you mean charge?"));
    assertThat(bench.redrive("--run=x").err(), containsString("no such run"));
    assertThat(
        bench.redrive("--withdraw=a#1").err(), containsString("it has no correction in force"));
    assertThat(bench.redrive("--withdraw=a").err(), containsString("is not <object>#<position>"));
    Path file = Files.writeString(folder.resolve("bad.jsonl"), "{\"source\":\n{}\n");
    Outcome wrong = bench.redrive("--corrections=" + file);
    assertThat(wrong.exitCode(), is(2));
    assertThat(
        wrong.err(),
        allOf(containsString("line 1: not JSON"), containsString("line 2: it has no")));
    Outcome nothing = bench.redrive("--from=" + ARRIVED, "--to=" + ARRIVED);
    assertThat(nothing.err(), nothing.exitCode(), is(0));
    assertThat(nothing.out(), containsString("Nothing to redrive"));
    assertThat(Files.exists(bench.state()), is(false));
  }

  @Test
  void theDryRunAsJsonNamesEachLetter() throws IOException {
    Bench bench = SmallPayments.bench(folder, lake.lake().root());
    assertThat(bench.run("--runId=blocked").exitCode(), is(3));
    Outcome shown = bench.redrive("--run=blocked", "--dryRun", "--format=json");
    Json plan = Json.of(shown.out());
    assertThat(plan.get("letters").get(0).get("object").text(), is(OBJECT));
    assertThat(plan.get("letters").get(0).get("now").text(), is("NOT_ALLOWED"));
    assertThat(plan.get("days").size(), is(1));
  }

  private static Outcome good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    return outcome;
  }

  private static long epoch(String time) {
    return Instant.parse(time).getEpochSecond();
  }

  private static void edit(Path file, String text, String by) throws IOException {
    String before = Files.readString(file);
    assertThat(before, containsString(text));
    Files.writeString(file, before.replace(text, by));
  }

  private static List<Correction> corrections(Bench bench) {
    return new CorrectionStore(StandardStorages.at(bench.state())).all();
  }

  private static Set<String> replaced(Outcome outcome, String table) {
    return outcome.manifest().partitions().changes().stream()
        .filter(c -> c.table().equals(table) && c.action() != Action.SKIPPED)
        .map(PartitionChange::partition)
        .collect(Collectors.toSet());
  }
}
