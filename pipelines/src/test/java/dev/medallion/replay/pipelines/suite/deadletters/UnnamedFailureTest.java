package dev.medallion.replay.pipelines.suite.deadletters;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody gave a code to is no bad record: it fails the run. */
class UnnamedFailureTest {

  @ParameterizedTest
  @CsvSource({
    "silver/charges.sql, '  amount,', '  CAST(status AS BIGINT) AS amount,'",
    "gold/fct_invoices.sql, '  total,', '  CAST(status AS BIGINT) AS total,'",
    "audits/cents_are_plausible.sql, 'amount > 1000000000', 'CAST(status AS BIGINT) > 0'",
  })
  void anErrorOfTheModelsSqlFailsTheRunAndNamesTheFile(
      String file, String text, String by, @TempDir Path folder) throws Exception {
    Path lake = SmallPayments.good(folder.resolve("lake")).lake().root();
    ModelCopy model = ModelCopy.in(folder.resolve("model")).replace(file, text, by);
    Bench bench = SmallPayments.bench(folder, lake, model.option());

    Bench.Outcome outcome = bench.run("--runId=broken");

    assertThat(outcome.exitCode(), is(1));
    assertThat(
        outcome.err(),
        allOf(
            containsString("replay: failed: "),
            containsString(file),
            not(containsString("\tat "))));
    assertThat(bench.tables().contents(), is(anEmptyMap()));
    RunFolder receipt = RunFolder.open(Address.of(bench.state()), "broken");
    assertThat(receipt.latestManifest().verdict(), is(Verdict.FAILED));
    assertThat(receipt.latestManifest().failure(), containsString(file));
    for (String name : List.of(RunFolder.MANIFEST, RunFolder.VERDICT, RunFolder.REPORT)) {
      assertThat(name, Files.exists(Path.of(receipt.address().uri()).resolve(name)), is(true));
    }
    assertThat(bench.tables().query("SELECT * FROM ops.replay_leases"), is(List.of()));
  }
}
