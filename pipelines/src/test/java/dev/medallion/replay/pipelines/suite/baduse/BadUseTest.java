package dev.medallion.replay.pipelines.suite.baduse;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is read: nothing is written then. */
class BadUseTest {
  @TempDir Path folder;
  private Path lake;
  private Bench bench;
  private Bench.Outcome last;

  @BeforeEach
  void makeLake() {
    lake = SmallPayments.good(folder.resolve("lake")).lake().root();
    bench = SmallPayments.bench(folder, lake);
  }

  @AfterEach
  void nobodySawAStackTrace() {
    if (last == null) {
      return;
    }
    assertThat(last.out() + last.err(), not(containsString("\tat ")));
    assertThat(last.out() + last.err(), not(containsString("Exception")));
    for (String line : last.err().lines().toList()) {
      assertThat(line, startsWith("replay: "));
    }
  }

  @Test
  void anUnknownOptionIsNamed() {
    refused(2, bench.run("--frobnicate=1"), "replay: unknown option --frobnicate");
    assertThat(Files.exists(bench.warehouse()), is(false));
    assertThat(Files.exists(bench.state()), is(false));
  }

  @Test
  void aMisspeltOptionIsToldTheNearestOne() {
    refused(2, bench.run("--form=2026-02-03"), "unknown option --form; did you mean --from?");
    refused(2, bench.run("--window-clok=arrival"), "did you mean --window-clock?");
  }

  @Test
  void anOptionGivenTwiceOrWithoutItsValueIsNamed() {
    refused(2, bench.run("--shards=1", "--shards=2"), "--shards");
    refused(2, bench.run("--shards=many"), "--shards");
    refused(2, bench.run("--asOf=yesterday"), "--as");
  }

  @Test
  void aRunnersOptionIsNamedWithoutTheParsersWords() {
    refused(
        2,
        bench.run("--jobName=x", "--targetParallelism=abc"),
        "--targetParallelism=abc is not a value that this option of the runner takes");
    assertThat(last.err(), not(containsString("Source")));
  }

  @Test
  void aReversedWindowIsNamed() {
    refused(
        2,
        bench.run("--from=2026-02-04", "--to=2026-02-03"),
        "the window is reversed: --from=2026-02-04 is not before --to=2026-02-03");
  }

  @ParameterizedTest
  @CsvSource({
    "1926-02-03, 2026-02-04, '36,527 days'",
    "2026-02-03, 9999-12-31, '2,912,410 days'",
    "0001-01-01T00:00:00Z, 2026-02-04T00:00:00Z, 'the limit is 3,660: split it'",
  })
  void aWindowOfAHundredYearsIsRefusedWithWhatToDo(String from, String to, String says) {
    refused(2, bench.run("--from=" + from, "--to=" + to), says);
    assertThat(last.err(), containsString("split it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30", "yesterday", "2026-2-3", "+12026-01-01", ""})
  void aDayThatDoesNotExistIsNamed(String day) {
    refused(2, bench.run("--from=" + day), "--from");
  }

  @ParameterizedTest
  @CsvSource({
    "--model=, s3://models/payments",
    "--input=, s3://lake/bronze",
    "--input=webhooks=, hdfs://lake/bronze",
    "--state=, s3://lake/state",
    "--staging=, abfss://lake/staging",
  })
  void anAddressThatNobodyServesIsRefusedByItsOption(String option, String address) {
    refused(2, bench.run(option + address), "replay: " + option + address + ": ");
    assertThat(
        last.err(),
        containsString(
            address.substring(0, address.indexOf(':'))
                + ":// is not supported; give a local path"));
    assertThat(Files.exists(bench.state()), is(false));
    assertThat(Files.exists(Path.of("s3:")), is(false));
  }

  @Test
  void secretsThatNobodyServesAreRefusedByTheirOption() {
    refused(
        2,
        bench.run("--signatureSecrets=vault://hooks/v1"),
        "--signature-secrets=vault://hooks/v1: vault:// is not supported; give a local path");
    refused(
        2,
        bench.run("--maskSecret=vault://masks/v1"),
        "--mask-secret=vault://masks/v1: vault:// is not supported; give a local path");
  }

  @Test
  void addressesThatNobodyServesAreToldAtOnceBesideOtherProblems() {
    refused(
        2,
        bench.run("--state=s3://lake/state", "--staging=gs:lake", "--shards=0"),
        "--state=s3://lake/state: s3:// is not supported");
    assertThat(
        last.err(), containsString("--staging=gs:lake: write an address in Cloud Storage as"));
    assertThat(last.err(), containsString("--shards=0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--corrections=s3://a/letters.jsonl", "--export=s3://a/letters.jsonl"})
  void aFileForAPersonThatLiesElsewhereIsRefusedByItsOption(String option) {
    refused(
        2,
        bench.redrive("--run=r1", option),
        option + ": s3:// is not supported; give a local path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "report", "resume", "apply", "rollback"})
  void aStateThatNobodyServesIsRefusedByEveryCommand(String command) {
    List<String> named =
        switch (command) {
          case "resume", "rollback" -> List.of("--run=r1");
          case "apply" -> List.of("--plan=p1");
          default -> List.of();
        };
    List<String> options = new ArrayList<>(named);
    options.add("--state=s3://lake/state");
    refused(
        2,
        bench.call(command, options.toArray(String[]::new)),
        "--state=s3://lake/state: s3:// is not supported; give a local path");
  }

  @Test
  void anEmbeddedWarehouseIsALocalFile() {
    refused(
        2,
        bench.run("--warehouse=duckdb:gs://lake/lake.duckdb"),
        "--warehouse=duckdb:gs://lake/lake.duckdb is not a warehouse");
  }

  @Test
  void aLocalFolderMayBeWrittenAsAnAddress() {
    Bench.Outcome outcome = bench.run("--input=file://" + lake, "--state=file:" + bench.state());
    assertThat(outcome.err(), outcome.exitCode(), is(0));
    assertThat(Files.isDirectory(bench.state().resolve("runs")), is(true));
  }

  @Test
  void aModelWithSevenMistakesIsToldAllSevenWithFileAndLine() {
    ModelCopy model =
        ModelCopy.in(folder.resolve("model"))
            .replace("model.yaml", "dead_letter_ratio: 0.05", "dead_letter_ratio: 5")
            .replace("model.yaml", "record_bytes:", "record_bites:")
            .replace("model.yaml", "shard_by: [event_id]", "shard_by: [evnt_id]")
            .replace("model.yaml", "entity: invoice\n", "entity: invioce\n")
            .replace("model.yaml", "severity: block", "severity: blok")
            .replace("silver/charges.sql", "  amount,", "  amount + random() AS amount,")
            .replace("gold/fct_invoices.sql", "FROM invoices", "FROM invoces");
    refused(2, bench.run(model.option()), "model.yaml:");
    assertThat(last.err(), last.err().lines().toList(), hasSize(7));
    for (String line : last.err().lines().toList()) {
      assertThat(line, line.matches("replay: \\S*(model.yaml|\\.sql):[0-9]+: .+"), is(true));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'now() AS amount', now",
    "'(SELECT max(a) FROM read_csv(''/etc/passwd'') t(a)) AS amount', read_csv",
    "'(SELECT count(*) FROM ''/etc/passwd'') AS amount', /etc/passwd",
    "'getenv(''HOME'') AS amount', getenv",
  })
  void sqlThatReachesOutIsRefusedWithFileAndLine(String by, String says) {
    ModelCopy model =
        ModelCopy.in(folder.resolve("model")).replace("silver/charges.sql", "  amount,", by + ",");
    refused(2, bench.run(model.option()), "silver/charges.sql:6: ");
    assertThat(last.err(), containsString(says));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "COPY charge TO '/tmp/x'",
        "SET memory_limit = '1TB'",
        "PRAGMA enable_profiling",
        "DROP TABLE charge",
      })
  void aStatementThatIsNoSelectIsRefusedWithItsFile(String statement) {
    String select = "SELECT id, created::DATE AS created_date, _event FROM charge";
    for (String sql : List.of(statement, statement + ";\n" + select, select + ";\n" + statement)) {
      ModelCopy model =
          ModelCopy.in(folder.resolve("m" + sql.hashCode())).write("silver/charges.sql", sql);
      refused(2, bench.run(model.option()), "silver/charges.sql");
    }
    assertThat(Files.exists(bench.warehouse()), is(false));
  }

  /** It takes as long as a run waits for whoever holds its warehouse: half a minute. */
  @Test
  @EnabledIfSystemProperty(named = "replay.baduse", matches = "all")
  void aWarehouseThatAnotherProcessHoldsIsAConflictThatNamesTheProcess() throws IOException {
    try (Holder holder = Holder.of(bench.warehouse())) {
      refused(4, bench.plan(), "is held by process " + holder.pid());
    }
    assertThat(Files.exists(bench.state().resolve("files")), is(false));
  }

  @Test
  void aFileThatIsNoWarehouseIsLeftAlone() throws IOException {
    byte[] other = "id,amount\n".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Files.write(bench.warehouse(), other);
    for (Bench.Outcome outcome :
        List.of(bench.plan(), bench.run(), bench.call("query", "--sql=SELECT 1"))) {
      refused(1, outcome, "lake.duckdb is not a DuckDB file");
    }
    assertThat(Files.readAllBytes(bench.warehouse()), is(other));
  }

  @Test
  void aLimitOfBytesIsRefusedWhereReadingCostsNothing() {
    Bench.Outcome asked = bench.call("query", "--sql=SELECT 1", "--max-bytes=1GB");
    refused(2, asked, "--max-bytes=1GB: only BigQuery charges for what a query reads");
  }

  @Test
  void aCloneIsRefusedWhereTheWarehouseMakesNone() {
    refused(2, bench.run("--snapshot=7d"), "--snapshot=7d: only BigQuery clones tables");
    refused(2, bench.run("--snapshot=P7D"), "--snapshot=P7D: give a number of days, e.g. 7d");
  }

  @Test
  void aWarehouseOfANewerVersionIsLeftAlone() throws Exception {
    newer(
        "CREATE SCHEMA ops; CREATE TABLE ops.replay_meta (key VARCHAR, value VARCHAR);"
            + " INSERT INTO ops.replay_meta VALUES ('schema_version', '99')");
    for (Bench.Outcome outcome : List.of(bench.plan(), bench.run())) {
      refused(1, outcome, "written by a newer version of this program");
    }
  }

  @Test
  void aReceiptOfANewerVersionIsNotMisread() throws IOException {
    Path run = Files.createDirectories(bench.state().resolve("runs/r1"));
    Files.writeString(run.resolve("manifest-1.json"), "{\"format\": 99, \"new\": {}}");
    Files.writeString(run.resolve("manifest.json"), "{\"format\": 99, \"new\": {}}");
    refused(1, bench.call("report", "--run=r1"), "the receipt has format 99");
  }

  @Test
  void aReceiptThatIsDamagedIsNamed() throws IOException {
    Path run = Files.createDirectories(bench.state().resolve("runs/r1"));
    Files.writeString(run.resolve("manifest-1.json"), "{\"format\": 1, \"ru");
    refused(1, bench.call("report", "--run=r1"), run.resolve("manifest-1.json").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "state"})
  void aPlaceThatCannotBeWrittenIsNamed(String option) throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    Path inside = file.resolve("inside");
    refused(1, bench.run("--" + option + "=" + inside), file.toString());
    assertThat(bench.tables().contents().toString(), is("{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "plan", "status", "report", "resume", "apply", "rollback"})
  void aFileThatIsGivenForAFolderIsRefusedByItsOption(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    String state = "--state=" + file;
    Bench.Outcome outcome =
        switch (command) {
          case "run" -> bench.run(state);
          case "plan" -> bench.plan(state);
          case "apply" -> bench.call(command, "--plan=r1", state);
          case "resume", "rollback" -> bench.call(command, "--run=r1", state);
          default -> bench.call(command, state);
        };
    refused(2, outcome, "replay: " + state + " is a file, not a folder");
    if (command.equals("run") || command.equals("plan")) {
      String staging = "--staging=" + file;
      refused(
          2,
          command.equals("run") ? bench.run(staging) : bench.plan(staging),
          staging + " is a file, not a folder");
      assertThat(Files.exists(bench.state()), is(false));
    }
  }

  @Test
  void aRunnerThatLacksAnOptionSaysWhichOne() {
    refused(
        2, bench.run("--runner=DataflowRunner"), "--runner=DataflowRunner: --project is missing: ");
    refused(2, bench.plan("--runner=DataflowRunner", "--project=p"), "--runner=DataflowRunner: ");
    assertThat(Files.exists(bench.state()), is(false));
  }

  @Test
  void aReadOnlyPlaceIsNamed() throws IOException {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 1024)) {
      disk.makeReadOnly();
      Path there = disk.folder().resolve("x");
      refused(1, bench.run("--state=" + there), there.toString());
      refused(1, bench.run("--staging=" + there), there.toString());
      refused(1, bench.run("--warehouse=duckdb:" + there), disk.folder().toString());
      assertThat(last.err(), containsStringIgnoringCase("read-only"));
    }
  }

  private void newer(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + bench.warehouse());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void refused(int exitCode, Bench.Outcome outcome, String says) {
    last = outcome;
    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(exitCode));
    assertThat(outcome.err(), containsString(says));
    assertThat(outcome.out(), is(""));
  }
}
