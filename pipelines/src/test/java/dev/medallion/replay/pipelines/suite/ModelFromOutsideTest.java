package dev.medallion.replay.pipelines.suite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.Replays;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that the program was not built with goes through the same commands, by its folder. */
class ModelFromOutsideTest {
  @Test
  void itsTablesHoldWhatTheirReceiptsSayWhenAddedUpByHand(@TempDir Path folder) {
    Bench bench = bench(folder);

    Bench.Outcome run = PlanIsTrue.check(bench);

    assertThat(run.err() + run.out(), run.exitCode(), is(0));
    assertThat(
        bench
            .tables()
            .query(
                "SELECT receipt_no, line_no, sold_on, stall, sku, pieces, price"
                    + " FROM silver.receipt_lines WHERE stall <> 'tea' ORDER BY ALL"),
        contains(
            "R1|1|2026-01-05|eggs|egg|6|0.35",
            "R1|2|2026-01-05|eggs|cake|1|12.50",
            "R10|1|2026-02-15|fish|cod|1|8.00",
            "R2|1|2026-01-30|eggs|egg|10|0.35",
            "R3|1|2026-02-01|fish|cod|3|1234.56",
            "R5|1|2026-02-10|fish|eel|2|0.01",
            "R5|2|2026-02-10|fish|cod|1|0.99"));
    assertThat(
        bench
            .tables()
            .query(
                "SELECT stall, month, receipts, pieces, turnover FROM gold.stall_months ORDER BY ALL"),
        contains(
            "eggs|2026-01-01|2|17|18.10",
            "fish|2026-02-01|3|7|3712.69",
            "tea|2026-02-01|40|40|40.00"));
    assertThat(
        bench
            .tables()
            .query(
                "SELECT column_name, data_type FROM information_schema.columns"
                    + " WHERE table_name = 'stall_months' AND NOT starts_with(column_name, '_')"
                    + " ORDER BY 1"),
        contains(
            "month|DATE",
            "pieces|BIGINT",
            "receipts|BIGINT",
            "stall|VARCHAR",
            "turnover|DECIMAL(18,2)"));
  }

  @Test
  void whatIsNoRowIsCountedByItsReason(@TempDir Path folder) {
    Bench bench = bench(folder);

    Bench.Outcome run = bench.run();

    assertThat(
        bench.tables().query("SELECT code, field FROM ops.replay_dead_letters ORDER BY ALL"),
        contains("OUT_OF_RANGE|lines", "OUT_OF_RANGE|sold_on"));
    Map<String, Long> rejected =
        run.manifest().records().reconciliation().stream()
            .flatMap(r -> r.rejected().entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum));
    assertThat(rejected, hasEntry("training", 1L));
    assertThat(rejected, hasEntry("filtered_by_sql", 1L));
    assertThat(
        run.manifest().records().reconciliation().stream().mapToLong(r -> r.deleted()).sum(),
        is(1L));
  }

  @Test
  void aWindowWithinAMonthIsWidenedToTheMonthAndSaysSo(@TempDir Path folder) {
    Bench bench = bench(folder);

    Bench.Outcome run = PlanIsTrue.check(bench, "--from=2026-02-10", "--to=2026-02-10");

    assertThat(run.err() + run.out(), run.exitCode(), is(0));
    assertThat(run.out(), containsString("widened to whole partitions"));
    assertThat(
        bench.tables().query("SELECT stall, month, turnover FROM gold.stall_months ORDER BY ALL"),
        contains("fish|2026-02-01|3712.69", "tea|2026-02-01|40.00"));
  }

  @Test
  void queryShowsItsTables(@TempDir Path folder) {
    Bench bench = bench(folder);
    bench.run();

    var outcome =
        new Replays()
            .run(
                List.of(
                    "query",
                    "SELECT stall, turnover FROM gold.stall_months ORDER BY stall",
                    "--model=" + Market.FOLDER,
                    "--warehouse=duckdb:" + bench.warehouse(),
                    "--format=csv"));

    assertThat(outcome.err(), outcome.exitCode(), is(0));
    assertThat(
        outcome.out().lines().toList(),
        contains("stall,turnover", "eggs,18.10", "fish,3712.69", "tea,40.00"));
  }

  private static Bench bench(Path folder) {
    Lake lake = Lake.in(folder.resolve("lake"));
    Market.MODEL.fill().accept(lake);
    return Market.MODEL.bench(folder, lake);
  }
}
