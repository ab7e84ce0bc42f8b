package dev.medallion.replay.pipelines.golden;

import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.Tables;
import java.sql.Connection;
import java.util.Set;

/** What a replay of the committed payments sample has to give. */
public final class SampleGolden {
  private static final Set<String> GOLD =
      Set.of("dim_customers", "fct_payments", "fct_invoices", "recon_webhooks");

  private SampleGolden() {}

  /** Compares every table with plain SQL over the sample's files. */
  public static void assertGivenBy(Tables tables) throws Exception {
    try (Connection golden =
            PaymentsGolden.expected(
                PaymentsSample.ROOT,
                PaymentsSample.FROM,
                PaymentsSample.TO,
                PaymentsSample.AS_OF,
                PaymentsSample.SECRET);
        Connection warehouse = tables.open()) {
      for (String table : PaymentsGolden.TABLES) {
        String schema = GOLD.contains(table) ? "gold." : "silver.";
        TableComparison.assertEqualAsSets(golden, "expected." + table, warehouse, schema + table);
      }
    }
  }
}
