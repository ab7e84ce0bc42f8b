package dev.medallion.replay.pipelines.suite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.golden.RetailGolden;
import dev.medallion.replay.pipelines.golden.Rows;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of the retail sample, against plain SQL over its files and case by case. */
class RetailRunTest {
  @TempDir static Path folder;

  private static Bench bench;

  @BeforeAll
  static void run() {
    bench = RetailSample.bench(folder, RetailSample.ROOT);
    Bench.Outcome outcome = bench.run();
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  @Test
  void everyTableIsWhatPlainSqlOverTheRawFilesGives() throws Exception {
    try (Connection warehouse = bench.tables().open()) {
      RetailGolden.assertGiven(RetailSample.ROOT, RetailSample.FROM, RetailSample.TO, warehouse);
    }
  }

  /** Edge cases 5 and 7: one record each, and the batch survives. */
  @Test
  void everyDamagedRecordIsADeadLetterWithItsCode() throws Exception {
    try (Connection warehouse = bench.tables().open()) {
      assertThat(
          Rows.of(warehouse, "SELECT code, field FROM ops.replay_dead_letters"),
          containsInAnyOrder(
              "MISSING_FIELD|transaction_id",
              "BAD_TYPE|items",
              "BAD_TYPE|total_amount",
              "BAD_TYPE|items",
              "MALFORMED_RECORD|",
              "MALFORMED_RECORD|"));
    }
  }

  /** Edge cases 1 and 2: other day, other store, and the lines of the winner only. */
  @Test
  void aCorrectionThatMovesATransactionLeavesBothDaysAndStoresRight() throws Exception {
    try (Connection warehouse = bench.tables().open()) {
      assertThat(
          Rows.of(
              warehouse,
              "SELECT t.store_id, t.date_key, t.total_amount, l.product_id"
                  + " FROM silver.silver_transactions t JOIN silver.silver_line_items l"
                  + " USING (transaction_id) WHERE transaction_id = 'TX-CORRECTED'"),
          containsInAnyOrder("S2|2025-08-23|60.00|P1"));
    }
  }

  /** Edge cases 8 and 9. */
  @Test
  void theBusinessDayIsThatOfManilaWhateverTheOffsetOfTs() throws Exception {
    try (Connection warehouse = bench.tables().open()) {
      assertThat(
          Rows.of(
              warehouse,
              "SELECT transaction_id, date_key, time_of_day FROM silver.silver_transactions"
                  + " WHERE transaction_id IN ('TX-UTC-EVENING', 'TX-MANILA-NIGHT', 'TX-NO-TS')"),
          containsInAnyOrder(
              "TX-UTC-EVENING|2025-08-22|morning",
              "TX-MANILA-NIGHT|2025-08-22|night",
              "TX-NO-TS|2025-08-22|afternoon"));
    }
  }

  /** Edge cases 3 and 4: a resent transaction is one, and a pure amount correction counts. */
  @Test
  void versionsThatTheOldHashTookForDuplicatesAreVersions() throws Exception {
    try (Connection warehouse = bench.tables().open()) {
      assertThat(
          Rows.of(
              warehouse,
              "SELECT transaction_id, total_amount, item_count FROM silver.silver_transactions"
                  + " WHERE transaction_id IN ('TX-RESENT', 'TX-AMOUNT-ONLY', 'TX-TIED', 'TX-BOTH')"),
          containsInAnyOrder(
              "TX-RESENT|100.00|2",
              "TX-AMOUNT-ONLY|60.00|1",
              "TX-TIED|65.00|2",
              "TX-BOTH|60.00|1"));
    }
  }

  /** Edge cases 6, 7 and 13. */
  @Test
  void alertsNameTheTransactionsOfTheTraps() throws Exception {
    try (Connection warehouse = bench.tables().open()) {
      assertThat(
          Rows.of(
              warehouse,
              "SELECT transaction_id, alert, variance_percent FROM gold.quality_alerts"
                  + " WHERE transaction_id NOT LIKE 'TX-2%'"),
          containsInAnyOrder(
              "TX-REFUND|NEGATIVE_TOTAL|null",
              "TX-REFUND|INVALID_LINE_ITEM|null",
              "TX-REFUND|LINE_TOTAL_MISMATCH|150.00",
              "TX-TOTAL-0|LINE_TOTAL_MISMATCH|null",
              "TX-MISMATCH|LINE_TOTAL_MISMATCH|20.53",
              "TX-HIGH|SUSPICIOUS_HIGH_AMOUNT|null",
              "TX-ITEMS-NONE|LINE_TOTAL_MISMATCH|100.00"));
    }
  }

  /** Edge case 10. */
  @Test
  void aLateTransactionIsAcceptedAndCounted() throws Exception {
    try (Connection warehouse = bench.tables().open()) {
      assertThat(
          Rows.of(
              warehouse,
              "SELECT count(*) FROM gold.store_lateness l JOIN silver.silver_transactions t"
                  + " ON t.date_key = l.day AND t.store_id = l.store_id"
                  + " WHERE t.transaction_id = 'TX-LATE' AND l.late_transactions > 0"),
          hasItem("1"));
    }
  }

  /** Edge cases 1 and 11: by arrival, to the end; what it touches is replaced whole. */
  @Test
  void aWindowOfArrivalReplacesTheDaysThatItTouches() {
    SortedMap<String, List<String>> before = bench.tables().contents();

    Bench.Outcome again =
        bench.run(
            "--windowClock=arrival",
            "--from=2025-08-23T08:00:00+08:00",
            "--to=2025-08-23T20:00:00+08:00");

    assertThat(again.out() + again.err(), again.exitCode(), is(0));
    assertThat(
        again.manifest().partitions().changes().stream()
            .filter(c -> c.table().equals("silver.silver_transactions"))
            .map(PartitionChange::partition)
            .toList(),
        hasItems("2025-08-22", "2025-08-23"));
    assertThat(bench.tables().contents(), is(before));
  }

  @Test
  void aPlanIsTrue(@TempDir Path other) {
    Lake lake = Lake.in(other.resolve("lake"));
    RetailSample.MODEL.fill().accept(lake);
    Bench planned = RetailSample.MODEL.bench(other, lake);

    assertThat(PlanIsTrue.check(planned).exitCode(), is(0));
  }
}
