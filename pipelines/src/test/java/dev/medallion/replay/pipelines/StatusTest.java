package dev.medallion.replay.pipelines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.ManifestJson;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.RunInfo;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.run.receipt.WindowInfo;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code status} says without a replay: of state that is missing, half there, or foreign. */
class StatusTest {
  private static final Instant START = Instant.parse("2026-04-15T10:00:00Z");

  @TempDir Path folder;

  @Test
  void whereNothingIsYetItSaysSo() throws IOException {
    Json status = json();
    assertThat(status.get("runs").size(), is(0));
    assertThat(status.get("leases").size(), is(0));
    assertThat(status.get("notes").toString(), containsString("does not exist yet"));
    assertThat(status.get("notes").toString(), containsString("no run under"));
    assertThat(Files.exists(warehouse()), is(false));
    assertThat(Files.exists(state()), is(false));
  }

  @Test
  void aRunWithoutAVerdictIsRunningWhileItsProcessLivesAndOtherwiseWaitsToBeResumed()
      throws IOException {
    began("alive", "run");
    record("dead", new HostProcess(ProcessLiveness.thisProcess().host(), 1, Instant.EPOCH));
    began("shown", "plan");
    // Killed before it published: there is nothing to resume.
    began("applied", "apply");
    ended("good", Verdict.GOOD);
    lease("alive", ProcessLiveness.thisProcess(), "2026-02-01");
    lease(
        "dead",
        new HostProcess(ProcessLiveness.thisProcess().host(), 1, Instant.EPOCH),
        "2026-02-02");

    Json status = json();
    assertThat(run(status, "alive").get("progress").text(), is("RUNNING"));
    assertThat(run(status, "dead").get("progress").text(), is("STOPPED"));
    assertThat(run(status, "good").get("progress").text(), is("ENDED"));
    assertThat(run(status, "good").get("verdict").text(), is("GOOD"));
    assertThat(
        status.get("pendingResumes").each("resumeWith"),
        is(List.of("resume --run=dead " + option())));
    assertThat(status.get("leases").each("alive"), is(List.of("true", "false")));
    assertThat(
        status.get("leases").get(0).get("partitions").get(0).text(), is("charges/2026-02-01"));

    Terminal terminal = terminal();
    assertThat(terminal.run("status", option()), is(0));
    assertThat(
        terminal.out(),
        allOf(
            containsString("  running"),
            containsString("  crashed"),
            containsString("./replay resume --run=dead"),
            containsString("dead; the next run takes the lease over"),
            containsString("process " + ProcessHandle.current().pid() + " on ")));
  }

  @Test
  void aWarehouseThatAnotherHoldsIsNamedAndTheRunsAreShownAllTheSame()
      throws IOException, SQLException {
    ended("good", Verdict.GOOD);
    began("open", "run");
    try (Connection held = DriverManager.getConnection("jdbc:duckdb:" + warehouse());
        Statement statement = held.createStatement()) {
      statement.execute("CREATE TABLE t (a INTEGER)");
      Json status = json();
      assertThat(status.get("runs").size(), is(2));
      assertThat(run(status, "open").get("progress").text(), is("UNKNOWN"));
      assertThat(status.get("notes").toString(), containsString("is held by"));
      assertThat(status.get("pendingResumes").size(), is(0));
    }
  }

  @Test
  void theRunsOwnRecordTellsItsProcessAlsoWhileTheWarehouseIsHeld()
      throws IOException, SQLException {
    HostProcess self = ProcessLiveness.thisProcess();
    record("alive", self);
    record("dead", new HostProcess(self.host(), 1, Instant.EPOCH));
    try (Connection held = DriverManager.getConnection("jdbc:duckdb:" + warehouse());
        Statement statement = held.createStatement()) {
      statement.execute("CREATE TABLE t (a INTEGER)");
      Json status = json();
      assertThat(run(status, "alive").get("progress").text(), is("RUNNING"));
      assertThat(run(status, "dead").get("progress").text(), is("STOPPED"));
      assertThat(status.get("pendingResumes").each("runId"), is(List.of("dead")));
    }
  }

  @Test
  void aRunThatDiedBeforeItsReceiptBeganCanBeResumed() throws IOException {
    record("early", new HostProcess(ProcessLiveness.thisProcess().host(), 1, Instant.EPOCH));
    Files.delete(state().resolve("runs/early/manifest-1.json"));
    Files.createDirectory(state().resolve("runs/nothing"));
    Json status = json();
    assertThat(run(status, "early").get("progress").text(), is("STOPPED"));
    assertThat(status.get("runs").each("runId"), is(List.of("early")));
    assertThat(status.get("pendingResumes").each("runId"), is(List.of("early")));
  }

  @Test
  void aReceiptOfANewerVersionIsRefusedByName() throws IOException {
    began("later", "run");
    Path receipt = state().resolve("runs/later/manifest-1.json");
    Files.writeString(
        receipt, Files.readString(receipt).replace("\"format\" : 1", "\"format\" : 99"));
    Terminal terminal = terminal();
    assertThat(terminal.run("status", option()), is(1));
    assertThat(
        terminal.err(),
        allOf(
            containsString("runs/later"),
            containsString("format 99"),
            containsString("use a newer version"),
            not(containsString("\tat "))));
    assertThat(terminal.out(), is(emptyString()));
  }

  @ParameterizedTest
  @CsvSource({"manifest-1.json", "run.json"})
  void aDamagedRunHidesNoOther(String file) throws IOException {
    began("first", "run");
    record("broken", new HostProcess(ProcessLiveness.thisProcess().host(), 1, Instant.EPOCH));
    began("last", "run");
    Path damaged = state().resolve("runs/broken").resolve(file);
    String whole = Files.readString(damaged);
    for (String written :
        List.of(whole.substring(0, 20), "", "{}", "[]", "null", "{\"format\": 1}")) {
      Files.writeString(damaged, written);
      Terminal terminal = terminal();
      assertThat(terminal.err(), terminal.run("status", option()), is(0));
      assertThat(
          terminal.out(),
          allOf(
              containsString("Note       run broken is not listed: " + damaged + " is damaged"),
              containsString("\n  first "),
              containsString("\n  last "),
              not(containsString("Source:")),
              not(containsString("resume --run=broken"))));
    }
  }

  @Test
  void aRunThatWasStoppedHasNoPageToBeNamed() throws IOException {
    began("dead", "run");
    Terminal terminal = terminal();
    assertThat(terminal.run("report", "dead", option()), is(0));
    assertThat(terminal.out(), not(containsString("report.html")));
  }

  @Test
  void lookingChangesNothing() throws IOException {
    began("dead", "run");
    lease("dead", new HostProcess("elsewhere", 1, Instant.EPOCH), "2026-02-02");
    byte[] before = Files.readAllBytes(warehouse());
    json();
    assertThat(Files.readAllBytes(warehouse()), is(before));
    assertThat(Files.exists(folder.resolve("lake.duckdb.wal")), is(false));
  }

  private Json json() throws IOException {
    Terminal terminal = terminal();
    int exitCode = terminal.run("status", option(), "--format=json");
    assertThat(terminal.err(), exitCode, is(0));
    return Json.of(terminal.out());
  }

  private static Json run(Json status, String id) {
    return status.get("runs").items().stream()
        .filter(r -> r.get("runId").text().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void began(String run, String command) throws IOException {
    RunFolder.create(Address.of(state()), run).started(manifest(run, command));
  }

  private void record(String run, HostProcess process) throws IOException {
    began(run, "run");
    Files.writeString(
        Path.of(RunFolder.open(Address.of(state()), run).address().uri()).resolve("run.json"),
        "{\"format\":1,\"process\":{\"host\":\"%s\",\"pid\":%d,\"startedAt\":\"%s\"},\"started\":%s}"
            .formatted(
                process.host(),
                process.pid(),
                process.startedAt(),
                ManifestJson.write(manifest(run, "run"))));
  }

  private void ended(String run, Verdict verdict) throws IOException {
    began(run, "run");
    RunFolder.open(Address.of(state()), run)
        .finished(manifest(run, "run").finished(verdict, START.plusSeconds(9)));
  }

  private static Manifest manifest(String run, String command) {
    return Manifest.started(
        new RunInfo(run, command, "payments", "", "", "duckdb:lake.duckdb", START),
        new WindowInfo(
            LocalDate.parse("2026-02-01"),
            LocalDate.parse("2026-02-02"),
            "business",
            "",
            List.of(),
            START,
            List.of(),
            List.of()));
  }

  private void lease(String run, HostProcess owner, String day) {
    Warehouse warehouse =
        Warehouses.of(WarehouseAddress.duckDb(warehouse()), Address.of(state()), ZoneOffset.UTC);
    warehouse.acquire(new LeaseRequest(run, owner, List.of(new Partition("charges", day)), START));
  }

  private Terminal terminal() {
    return new Terminal(
        folder,
        request -> {
          throw new AssertionError("status replays nothing");
        });
  }

  private Path warehouse() {
    return folder.resolve("lake.duckdb");
  }

  private Path state() {
    return folder.resolve("lake.duckdb.state");
  }

  private String option() {
    return "--warehouse=duckdb:" + warehouse();
  }
}
