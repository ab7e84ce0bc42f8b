package dev.medallion.replay.pipelines.suite.kills;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.Replays;
import dev.medallion.replay.pipelines.golden.PaymentsGolden;
import dev.medallion.replay.pipelines.golden.TableComparison;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The run that is going to be killed, once undisturbed: its steps, how long it takes, and what
 * every table must end with, which plain SQL over the raw files confirms.
 */
final class Rehearsal {
  static final String RUN = "killed";

  private static final List<String> SILVER =
      List.of(
          "charges", "payment_intents", "invoices", "customers", "webhook_events", "extractions");

  /** What is equal whenever the same run was done, and whoever finished it. */
  private static final String HEADS =
      "SELECT table_name, partition, version, run_id, checksum FROM ops.replay_heads"
          + " ORDER BY ALL";

  private final Program program;
  private final Path lake;
  private final Path before;
  private final List<String> steps;
  private final Duration took;
  private final SortedMap<String, List<String>> contents;
  private final List<String> deadLetters;
  private final List<String> heads;

  private Rehearsal(Program program, Path lake, Path before, Child.End end, Tables tables) {
    this.program = program;
    this.lake = lake;
    this.before = before;
    this.steps = end.steps();
    this.took = end.took();
    this.contents = tables.contents();
    this.deadLetters = tables.deadLetters();
    this.heads = tables.query(HEADS);
  }

  static Rehearsal in(Path folder) throws Exception {
    Bronze bronze = KillLake.begin(folder.resolve("lake"));
    Path before = Files.createDirectory(folder.resolve("before"));
    Path after = folder.resolve("undisturbed");
    Program program = Program.in(folder);
    Child child = new Child(program, Files.createDirectory(folder.resolve("rehearsal")));
    Path root = bronze.lake().root();
    publish(run(root, before, KillLake.ELSEWHERE, KillLake.ELSEWHERE, "elsewhere"));
    publish(run(root, before, KillLake.FROM, KillLake.TO, "before"));
    KillLake.grow(bronze);
    Lake.copyOf(before, after);
    Child.End end = child.run(run(root, after, KillLake.FROM, KillLake.TO, RUN));
    assertThat(end.printed(), end.exitCode(), is(0));
    Tables tables = Stage.tables(after);
    Rehearsal rehearsal = new Rehearsal(program, root, before, end, tables);
    assertThat(
        "the run changes something", tables.contents(), is(not(Stage.tables(before).contents())));
    rehearsal.compareWithGolden(tables);
    return rehearsal;
  }

  private static void publish(String[] command) {
    Bench.Outcome outcome = new Replays().run(List.of(command));
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  private void compareWithGolden(Tables tables) throws Exception {
    try (Connection golden =
            PaymentsGolden.expected(
                lake,
                LocalDate.parse(KillLake.FROM),
                LocalDate.parse(KillLake.ELSEWHERE),
                Instant.parse(KillLake.AS_OF),
                PaymentsSample.SECRET);
        Statement statement = golden.createStatement();
        Connection warehouse = tables.open()) {
      // The one table that has rows of days on which nothing happened, and that nobody published.
      statement.execute(
          "DELETE FROM expected.extractions WHERE created_date > DATE '%s' AND created_date < DATE '%s'"
              .formatted(KillLake.TO, KillLake.ELSEWHERE));
      for (String table : PaymentsGolden.TABLES) {
        String schema = SILVER.contains(table) ? "silver." : "gold.";
        TableComparison.assertEqualAsSets(golden, "expected." + table, warehouse, schema + table);
      }
    }
  }

  /** The steps that the run takes, in the order of one of its executions. */
  List<String> steps() {
    return steps;
  }

  /** From the start of its process to the end, archiving of its classes included. */
  Duration took() {
    return took;
  }

  /** A stage on which nothing but what was published before stands. */
  Stage stage(Path folder) {
    Lake.copyOf(before, folder);
    return new Stage(program, folder, this);
  }

  /** The command line of the run. */
  String[] command(Path folder, String runId) {
    return run(lake, folder, KillLake.FROM, KillLake.TO, runId);
  }

  /** Every table, every dead letter and every head is as the undisturbed run left it. */
  void compare(String why, Tables tables, String runId) {
    assertThat(why, tables.contents(), is(contents));
    assertThat(why, tables.deadLetters(), is(deadLetters));
    List<String> found = new ArrayList<>();
    tables.query(HEADS).forEach(h -> found.add(h.replace(runId, RUN)));
    assertThat(why, found, is(heads));
  }

  private static String[] run(Path lake, Path folder, String from, String to, String runId) {
    return new String[] {
      "run",
      "--model=payments",
      "--input=" + lake,
      "--from=" + from,
      "--to=" + to,
      "--asOf=" + KillLake.AS_OF,
      "--signatureSecrets=" + PaymentsSample.SECRETS,
      "--allow=dead_letter_ratio",
      "--shards=1",
      "--progress=off",
      "--warehouse=duckdb:" + Stage.warehouse(folder),
      "--runId=" + runId
    };
  }
}
