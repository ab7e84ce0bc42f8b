package dev.medallion.replay.pipelines.suite;

/** However a window of payments is replayed, its tables end the same. */
class PaymentsIdempotenceTest extends IdempotenceSuite {
  PaymentsIdempotenceTest() {
    super(FiveDaysOfPayments.MODEL);
  }
}
