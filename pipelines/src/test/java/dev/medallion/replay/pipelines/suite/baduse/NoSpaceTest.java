package dev.medallion.replay.pipelines.suite.baduse;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A full disk fails the run by name, publishes nothing, and leaves what is published as it was. */
class NoSpaceTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"staging, 24", "state, 80"})
  void aFullDiskFailsTheRunAndNamesThePlace(String option, int kilobytes) throws Exception {
    Path lake = lake();
    Bench bench = SmallPayments.bench(folder, lake);
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), kilobytes)) {
      Bench.Outcome outcome = bench.run("--" + option + "=" + disk.folder());
      noSpace(outcome, disk);
      assertThat(bench.tables().contents().toString(), is("{}"));
    }
  }

  @Test
  void aWarehouseThatCannotGrowStaysAsItWas() throws Exception {
    Path lake = lake();
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"), 16 << 10)) {
      Bench bench = SmallPayments.bench(disk.folder(), lake, "--state=" + folder.resolve("s"));
      assertThat(bench.run().exitCode(), is(0));
      SortedMap<String, List<String>> before = bench.tables().contents();
      disk.fill(8);
      Bronze.of(Lake.in(lake))
          .run(
              "charges",
              SmallPayments.TO,
              "later",
              BronzeRecord.charge("ch_1", SmallPayments.FROM + "T10:00:00Z")
                  .with("amount", "77")
                  .extracted("2026-02-04T20:00:00Z")
                  .json());

      Bench.Outcome full = bench.run("--allow=foreign_key", "--runId=full");
      noSpace(full, disk);
      assertThat(full.err(), containsString("continue with: ./replay resume --run=full"));

      Files.delete(disk.folder().resolve("filling"));
      assertThat(bench.tables().contents(), is(before));
      Bench.Outcome resumed = bench.call("resume", "--run=full", "--state=" + folder.resolve("s"));
      assertThat(resumed.err(), resumed.exitCode(), is(0));
      assertThat(bench.run("--allow=foreign_key").exitCode(), is(0));
      assertThat(
          bench.tables().value("SELECT amount FROM silver.charges WHERE id = 'ch_1'"), is("77"));
    }
  }

  private static void noSpace(Bench.Outcome outcome, SmallDisk disk) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(1));
    assertThat(outcome.err(), containsString("the disk is full"));
    assertThat(outcome.err(), containsString(disk.folder().toString()));
    assertThat(outcome.err(), not(containsString("\tat ")));
    assertThat(outcome.err(), not(containsString("Exception")));
  }

  private Path lake() {
    Bronze bronze = SmallPayments.good(folder.resolve("lake"));
    for (int i = 0; i < 20; i++) {
      bronze.run(
          "charges",
          SmallPayments.TO,
          "more-" + i,
          BronzeRecord.charge("ch_more_" + i, "2026-02-03T12:00:00Z").json());
    }
    return bronze.lake().root();
  }
}
