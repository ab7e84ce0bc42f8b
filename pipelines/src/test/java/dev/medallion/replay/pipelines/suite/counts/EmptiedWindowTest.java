package dev.medallion.replay.pipelines.suite.counts;

import static dev.medallion.replay.pipelines.suite.BronzeRecord.charge;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmptiedWindowTest {
  @Test
  void aWindowWithObjectsButNoWinnersPublishesItsEmptiedPartitionsAndItsReceipt(
      @TempDir Path folder) {
    Lake lake = Lake.in(folder.resolve("lake"));
    Bronze bronze = Bronze.of(lake);
    bronze.run("charges", "2026-02-05", "r", charge("ch_1", "2026-02-03T10:00:00Z").json());
    Bench bench =
        SmallPayments.bench(
            folder,
            lake.root(),
            "--allow=no_objects",
            "--tables=charges,payment_intents,fct_payments");
    Bench.Outcome filled = bench.run();
    assertThat(filled.err() + filled.out(), filled.exitCode(), is(0));
    assertThat(bench.tables().contents().get("gold.fct_payments"), hasSize(1));

    // The record of that run turned out to be another day's.
    bronze.run("charges", "2026-02-05", "r", charge("ch_2", "2026-01-20T10:00:00Z").json());
    Bench.Outcome blocked = bench.run();
    assertThat(blocked.out(), blocked.exitCode(), is(3));
    Bench.Outcome emptied = bench.run("--allow=no_objects", "--allow=row_drop");

    assertThat(emptied.err() + emptied.out(), emptied.exitCode(), is(0));
    assertThat(bench.tables().contents(), is(anEmptyMap()));
    assertThat(
        emptied.manifest().partitions().changes().stream()
            .filter(c -> c.action() == Action.EMPTIED)
            .map(c -> c.table() + "/" + c.partition())
            .toList(),
        hasItems("silver.charges/2026-02-03", "gold.fct_payments/2026-02-03"));
    assertThat(
        bench
            .tables()
            .query(
                "SELECT table_name, upper(action) FROM ops.replay_partitions"
                    + " WHERE run_id = '%s' AND upper(action) = 'EMPTIED' ORDER BY position"
                        .formatted(emptied.manifest().run().runId())),
        is(
            List.of(
                "ledger.charge|EMPTIED", "silver.charges|EMPTIED", "gold.fct_payments|EMPTIED")));
    assertThat(emptied.manifest().verdict(), is(Verdict.GOOD));
    assertThat(Files.exists(emptied.runFolder().resolve(RunFolder.REPORT)), is(true));
  }
}
