package dev.medallion.replay.pipelines.suite.counts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnbalancedTest {
  @Test
  void aRunWhoseRecordsDoNotAddUpEndsWithFiveAndPublishesNothing(@TempDir Path folder)
      throws Exception {
    Bronze lake = SmallPayments.good(folder.resolve("lake"));
    Bench bench = SmallPayments.bench(folder, lake.lake().root(), "--tables=charges");
    assertThat(bench.run().exitCode(), is(0));
    lake.run(
        "charges",
        "2026-02-04",
        "more",
        BronzeRecord.charge("ch_more", "2026-02-03T11:00:00Z").json());
    SortedMap<String, List<String>> before = bench.tables().everything();

    // Nobody may let this through: it is no finding.
    Bench.Outcome outcome =
        bench.run("--runner=" + MiscountingRunner.class.getName(), "--allow=row_drop");

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(5));
    assertThat(outcome.manifest().verdict(), is(Verdict.UNBALANCED));
    assertThat(bench.tables().everything(), is(before));
    assertThat(
        outcome.out(),
        allOf(
            containsString("Verdict: UNBALANCED"),
            containsString("nothing was published"),
            containsString("OFF")));
    assertThat(outcome.err(), not(containsString("\tat ")));
    assertThat(
        Files.readString(outcome.runFolder().resolve(RunFolder.VERDICT)),
        containsString("UNBALANCED"));
    for (String file : List.of(RunFolder.MANIFEST, RunFolder.REPORT, "dead_letters.parquet")) {
      assertThat(file, Files.exists(outcome.runFolder().resolve(file)), is(true));
    }
  }
}
