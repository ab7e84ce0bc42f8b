package dev.medallion.replay.options.settings;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.window.Reach;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSettingsTest {
  @TempDir Path folder;

  @Test
  void defaultsStandBesideTheWarehouse() {
    RunSettings settings = read("--warehouse=duckdb:" + folder.resolve("lake.duckdb"));
    assertThat(settings.warehouse().toString(), is("duckdb:" + folder.resolve("lake.duckdb")));
    assertThat(settings.state(), is(folder.resolve("lake.duckdb.state").toString()));
    assertThat(settings.staging(), is(folder.resolve("lake.duckdb.state/staging").toString()));
    assertThat(settings.blockBytes(), is(8 << 20));
    assertThat(settings.memoryBytes(), is(1L << 30));
    assertThat(settings.objectsAtOnce(), is(64));
    assertThat(settings.shards(), is(0));
    assertThat(settings.windowClock(), is(WindowClock.BUSINESS));
  }

  @Test
  void theWarehouseOfAModelIsNamedAfterIt() {
    assertThat(
        read().warehouse().toString(),
        is("duckdb:" + Path.of(".replay/payments.duckdb").toAbsolutePath()));
  }

  @Test
  void aFolderThatIsAFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    for (String option : List.of("--state", "--staging")) {
      assertThat(
          problems(option + "=" + file),
          contains(option + "=" + file + " is a file, not a folder"));
    }
  }

  @Test
  void aFolderNameMayHoldWhatPatternsAreMadeOfButNoBackslashBesideIt() {
    read("--state=" + folder.resolve("w?*[1]"), "--staging=" + folder.resolve("a\\b"));
    for (String name : List.of("a\\?", "[a]/b\\c", "*\\")) {
      assertThat(
          problems("--staging=" + folder.resolve(name)),
          contains(startsWith("--staging=" + folder.resolve(name) + ": ")));
      assertThat(
          problems("--warehouse=duckdb:" + folder.resolve(name + ".duckdb")),
          contains(startsWith("--state=" + folder.resolve(name + ".duckdb.state") + ": ")));
    }
  }

  @Test
  void everyOptionArrivesInTheSettings() throws IOException {
    Path secrets = Files.writeString(folder.resolve("secrets"), "one\n# old\ntwo\n");
    RunSettings settings =
        read(
            "--input=webhooks=" + folder.resolve("."),
            "--window-clock=arrival",
            "--arrives=P1D/P60D",
            "--arrives=webhooks=P0D/P2D",
            "--tables=charges, fct_payments",
            "--tables=charges",
            "--scope=z317, z316",
            "--expand=affected",
            "--as-of=2026-04-15T02:00:00+02:00",
            "--allow=row_drop:charges/2026-02-03",
            "--allow=eroded",
            "--shards=16",
            "--objects-at-once=500",
            "--block-bytes=1KB",
            "--memory=512mb",
            "--run-id=february",
            "--signature-secrets=" + secrets,
            "--mask-secret=gs://my-secrets/masks.txt");
    assertThat(settings.inputs().of("bronze"), is(Optional.of(folder.toString())));
    assertThat(settings.windowClock(), is(WindowClock.ARRIVAL));
    assertThat(
        settings.arrives().of("webhooks"),
        is(Optional.of(new Reach(Period.ZERO, Period.ofDays(2)))));
    assertThat(
        settings.arrives().of("bronze").map(Reach::after), is(Optional.of(Period.ofDays(60))));
    assertThat(settings.tables(), contains("charges", "fct_payments"));
    assertThat(settings.scopes(), contains("z317", "z316"));
    assertThat(settings.expandAffected(), is(true));
    assertThat(settings.asOf(), is(Instant.parse("2026-04-15T00:00:00Z")));
    assertThat(
        settings.allow(),
        contains(new Allow("row_drop", "charges", "2026-02-03"), new Allow("eroded", "", "")));
    assertThat(settings.shards(), is(16));
    assertThat(settings.blockBytes(), is(1024));
    assertThat(settings.memoryBytes(), is(512L << 20));
    assertThat(settings.objectsAtOnce(), is(500));
    assertThat(settings.runId(), is("february"));
    assertThat(settings.signatureSecrets(), is(secrets.toString()));
    assertThat(settings.maskSecret(), is("gs://my-secrets/masks.txt"));
  }

  @Test
  void settingsTravelToAWorker() throws Exception {
    RunSettings settings = read("--arrives=P1D/P60D", "--allow=eroded", "--tables=charges");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject(), is(settings));
    }
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    UsageException refused =
        assertThrows(
            UsageException.class,
            () ->
                RunSettingsReader.read(
                    List.of(
                        "--model=./no/model",
                        "--input=/no/such/folder",
                        "--from=2026-02-30",
                        "--to=2026-03-01",
                        "--window-clock=utc",
                        "--arrives=P1D",
                        "--warehouse=postgres:x",
                        "--expand=everything",
                        "--as-of=yesterday",
                        "--allow=Row Drop",
                        "--shards=4000",
                        "--objects-at-once=0",
                        "--block-bytes=1",
                        "--memory=lots",
                        "--run-id=a/b",
                        "--format=xml",
                        "--progress=loud",
                        "--signature-secrets=/no/such/file",
                        "--mask-secret=/no/such/mask",
                        "--colour=red")));
    assertThat(
        refused.problems(),
        containsInAnyOrder(
            startsWith("--model=./no/model: no model.yaml in "),
            startsWith("--input=/no/such/folder: no such folder: "),
            startsWith("--from=2026-02-30 is not a date"),
            startsWith("--window-clock=utc is not known: use one of business, arrival"),
            startsWith("--arrives=P1D: "),
            startsWith("--warehouse=postgres:x is not a warehouse"),
            startsWith("--expand=everything is not known"),
            startsWith("--as-of=yesterday is not a timestamp"),
            startsWith("--allow: \"Row Drop\""),
            startsWith("--shards=4000: must be between 1 and 2,048"),
            startsWith("--objects-at-once=0: must be between 1 and 512"),
            startsWith("--block-bytes=1 is too small: give 1.0 KB or more"),
            startsWith("--memory: \"lots\" is not a size"),
            startsWith("--run-id=a/b: use at most 80 letters"),
            startsWith("--format=xml is not known: use one of table, json, csv"),
            startsWith("--progress=loud is not known"),
            startsWith("--signature-secrets=/no/such/file: cannot read file"),
            startsWith("--mask-secret=/no/such/mask: cannot read file"),
            startsWith("unknown option --colour")));
  }

  @Test
  void aReceiptIsNotPrintedAsCsv() {
    UsageException refused = assertThrows(UsageException.class, () -> read("--format=csv"));
    assertThat(
        refused.problems(),
        contains("--format=csv is only for rows: print a receipt as table or json"));
  }

  @Test
  void aSizeThatIsTooLargeForANumberIsTooLarge() {
    UsageException refused =
        assertThrows(UsageException.class, () -> read("--block-bytes=999999999TB"));
    assertThat(
        refused.problems(), contains(startsWith("--block-bytes=999999999TB is too large: give ")));
  }

  private RunSettings read(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--model=payments", "--input=" + folder, "--from=2026-02-01", "--to=2026-02-28"));
    args.addAll(Arrays.asList(more));
    return RunSettingsReader.read(args);
  }

  @Test
  void aWarehouseMayHaveAQuestionMarkInItsOwnNameAlone() {
    read("--warehouse=duckdb:" + folder.resolve("w?.duckdb"));
    Path below = folder.resolve("a?/w.duckdb");
    assertThat(
        problems("--warehouse=duckdb:" + below),
        contains(startsWith("--warehouse=duckdb:" + below + ": DuckDB can't write")));
  }

  private List<String> problems(String... options) {
    return assertThrows(UsageException.class, () -> read(options)).problems();
  }
}
