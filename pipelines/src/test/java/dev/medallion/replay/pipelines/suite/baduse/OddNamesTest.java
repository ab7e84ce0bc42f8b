package dev.medallion.replay.pipelines.suite.baduse;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder may have a name that DuckDB would take for a pattern. */
class OddNamesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"?", "*", "s[1]"})
  void warehouseStateAndStagingMayHaveOddNames(String name) throws Exception {
    Path lake = SmallPayments.good(folder.resolve("in" + name)).lake().root();
    Path beside = Files.createDirectories(folder.resolve("[*] " + name.replace("?", "")));
    Bench bench =
        SmallPayments.bench(
            beside,
            lake,
            "--state=" + folder.resolve("st" + name),
            "--staging=" + folder.resolve("sg" + name));

    Bench.Outcome first = bench.run();
    assertThat(first.err(), first.exitCode(), is(0));
    SortedMap<String, List<String>> rows = bench.tables().contents();
    Bench.Outcome plan = bench.plan("--out", "--runId=kept");
    assertThat(plan.err(), plan.exitCode(), is(0));
    Bench.Outcome back =
        bench.call(
            "rollback",
            "--state=" + folder.resolve("st" + name),
            "--run=" + first.manifest().run().runId());
    assertThat(back.err(), back.exitCode(), is(0));
    Bench.Outcome again = bench.run();
    assertThat(again.err(), again.exitCode(), is(0));
    assertThat(bench.tables().contents(), is(rows));
  }
}
