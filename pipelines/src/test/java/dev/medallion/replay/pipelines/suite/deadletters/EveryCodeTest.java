package dev.medallion.replay.pipelines.suite.deadletters;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.pipelines.suite.deadletters.SpoiledLake.Bad;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code, produced through the whole pipeline: one lake, one run. */
@TestInstance(Lifecycle.PER_CLASS)
class EveryCodeTest {
  private SpoiledLake lake;
  private Bench bench;
  private Bench.Outcome outcome;

  @BeforeAll
  void replay(@TempDir Path folder) {
    lake = new SpoiledLake(folder.resolve("lake"));
    ModelCopy model =
        ModelCopy.in(folder.resolve("model"))
            .replace(
                "model.yaml", "record_bytes: 16777216", "record_bytes: " + SpoiledLake.RECORD_BYTES)
            .replace(
                "model.yaml",
                "where: {entity: charges}\n",
                "where: {entity: charges}\n        error_when: 'http_status >= 400'\n")
            .replace(
                "model.yaml",
                "invoice:        {path",
                "http_status: {path: /data/http_status, type: int64}\n          invoice: {path");
    bench = SmallPayments.bench(folder, lake.lake().root(), model.option());
    outcome = bench.run("--allow=incomplete_input", "--allow=dead_letter_ratio");
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  List<Bad> bad() {
    return lake.bad();
  }

  @Test
  void noCodeOfTheEnumIsWithoutARecordThatHasIt() {
    assertThat(
        bad().stream().map(Bad::code).collect(Collectors.toSet()),
        // Payments has no events of several parts: suite.parts looks at those.
        is(EnumSet.complementOf(EnumSet.of(Code.MISSING_PART))));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aBadRecordIsSetAsideWithWhatIsNeededToReplayIt(Bad bad) {
    List<String> letters =
        bench
            .tables()
            .query(
                "SELECT code, entity, field, stage, hex(raw), arrival_date, length(generation)"
                    + " FROM ops.replay_dead_letters WHERE object = '%s' AND position = %d"
                        .formatted(bad.object(), bad.position()));
    assertThat(
        letters,
        is(
            List.of(
                String.join(
                    "|",
                    bad.code().name(),
                    bad.entity(),
                    bad.field(),
                    bad.position() < 0 ? "read" : "decode",
                    HexFormat.of().formatHex(bad.raw()).toUpperCase(Locale.ROOT),
                    SmallPayments.TO,
                    "64"))));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void itsMessageSaysWhatIsWrongAndNothingPersonal(Bad bad) {
    String message =
        bench
            .tables()
            .value(
                "SELECT message FROM ops.replay_dead_letters WHERE object = '%s' AND position = %d"
                    .formatted(bad.object(), bad.position()));
    assertThat(message, containsString(bad.says()));
    assertThat(message, not(containsString(SpoiledLake.PERSONAL)));
  }

  @Test
  void theBytesAreThoseOfTheObject() throws IOException {
    for (Bad bad : bad()) {
      if (bad.position() >= 0) {
        assertThat(
            bad.toString(),
            OriginalBytes.of(lake.lake().root().resolve(bad.object()), bad.position()),
            is(bad.raw()));
      }
    }
  }

  @Test
  void nothingElseIsSetAside() {
    assertThat(bench.tables().deadLetters(), hasSize(bad().size()));
    assertThat(
        bench.tables().query("SELECT code FROM ops.replay_dead_letters"),
        containsInAnyOrder(bad().stream().map(b -> b.code().name()).toArray(String[]::new)));
  }

  @Test
  void theRunsFolderHoldsThemToo() throws Exception {
    List<DeadLetter> letters =
        DeadLetterFile.read(outcome.runFolder().resolve("dead_letters.parquet"));
    assertThat(
        letters.stream().map(l -> l.object() + ":" + l.position()).toList(),
        containsInAnyOrder(
            bad().stream().map(b -> b.object() + ":" + b.position()).toArray(String[]::new)));
  }

  @Test
  void nothingThatAPersonReadsShowsWhatStoodInAPersonalField() throws IOException {
    assertThat(outcome.out() + outcome.err(), not(containsString(SpoiledLake.PERSONAL)));
    try (var files = Files.list(outcome.runFolder())) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".parquet")).toList()) {
        assertThat(
            file.toString(), Files.readString(file), not(containsString(SpoiledLake.PERSONAL)));
      }
    }
  }

  @Test
  void theGoodRecordsBesideThemArePublished() {
    assertThat(
        bench
            .tables()
            .query("SELECT id FROM silver.charges WHERE created_date = '2026-02-03' ORDER BY 1"),
        is(List.of("ch_1", "ch_crlf", "ch_good")));
  }
}
