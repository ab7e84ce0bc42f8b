package dev.medallion.replay.pipelines.suite.takeback;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that sleeps, is overtaken and wakes finds that its time is over. */
class StoppedTest {
  @Test
  void aRunThatWasStoppedAndOvertakenCannotOverwriteTheNewerVersion(@TempDir Path folder)
      throws IOException, InterruptedException {
    Two two = new Two(folder);
    Bench bench = two.bench("warehouse");
    try (Child old = new Child(folder.resolve("old.log"), two.run(bench, two.first(), "old"))) {
      // Past the reading of heads, before publishing: the warehouse's file is not open.
      old.await(bench.state().resolve("staging/old/completions"), "shard-");
      old.signal("STOP");

      Outcome courteous = bench.run(two.second(), "--runId=courteous");
      assertThat(courteous.exitCode(), is(4));
      assertThat(courteous.out(), containsString("run old (process "));
      assertThat(courteous.out(), containsString("--take-lease=old"));
      Outcome another = bench.run(two.second(), "--runId=another", "--take-lease=nobody");
      assertThat("only of the run that is named", another.exitCode(), is(4));

      Outcome newer = bench.run(two.second(), "--runId=newer", "--take-lease=old");
      assertThat(newer.err() + newer.out(), newer.exitCode(), is(0));
      SortedMap<String, List<String>> stands = bench.tables().everything();
      old.signal("CONT");

      assertThat(old.said(), old.exitCode(), is(4));
      assertThat(old.said(), containsString("published by run newer"));
      assertThat(bench.tables().everything(), is(stands));
      assertThat(
          bench.tables().query("SELECT id, amount FROM silver.charges ORDER BY id"),
          is(List.of("ch_1|1002", "ch_2|1002")));
    }
  }
}
