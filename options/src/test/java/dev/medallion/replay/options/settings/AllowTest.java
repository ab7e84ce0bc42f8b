package dev.medallion.replay.options.settings;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowTest {
  /** Findings name a table as the model does, or as the warehouse does, and so do users. */
  @ParameterizedTest
  @CsvSource({
    "row_drop, charges, 2026-02-03, true",
    "row_drop:charges, charges, 2026-02-03, true",
    "row_drop:charges, silver.charges, 2026-02-03, true",
    "row_drop:silver.charges, charges, 2026-02-03, true",
    "row_drop:silver.charges, silver.charges, 2026-02-03, true",
    "row_drop:silver.charges/2026-02-03, charges, 2026-02-03, true",
    "row_drop:silver.charges/2026-02-04, charges, 2026-02-03, false",
    "row_drop:silver.charges, gold.charges, 2026-02-03, false",
    "row_drop:charges, discharges, 2026-02-03, false",
    "row_drop:charges, '', '', false",
    "row_drop:silver.charges, '', '', false",
    "eroded:charges, charges, 2026-02-03, false"
  })
  void letsThroughWhatItNames(String allow, String table, String partition, boolean covers) {
    assertThat(Allow.parse(allow).covers("row_drop", table, partition), is(covers));
  }
}
