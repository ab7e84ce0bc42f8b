package dev.medallion.replay.pipelines.suite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.golden.PaymentsGolden;
import dev.medallion.replay.pipelines.golden.TableComparison;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run, from the files of the sample to every table, against plain SQL over those files. */
class GoldenRunTest {
  private static final List<String> SILVER =
      List.of(
          "charges", "payment_intents", "invoices", "customers", "webhook_events", "extractions");

  @Test
  void everyTableOfTheSampleIsWhatPlainSqlOverTheRawFilesGives(@TempDir Path folder)
      throws Exception {
    Bench bench = PaymentsSample.bench(folder, PaymentsSample.ROOT);

    Bench.Outcome outcome = bench.run();

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    try (Connection golden =
            PaymentsGolden.expected(
                PaymentsSample.ROOT,
                PaymentsSample.FROM,
                PaymentsSample.TO,
                PaymentsSample.AS_OF,
                PaymentsSample.SECRET);
        Connection warehouse = bench.tables().open()) {
      for (String table : PaymentsGolden.TABLES) {
        String schema = SILVER.contains(table) ? "silver." : "gold.";
        TableComparison.assertEqualAsSets(golden, "expected." + table, warehouse, schema + table);
      }
    }
  }
}
