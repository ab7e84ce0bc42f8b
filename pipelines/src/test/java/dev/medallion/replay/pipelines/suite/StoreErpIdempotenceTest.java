package dev.medallion.replay.pipelines.suite;

/** The store ERP's model: events of several parts, and whole tables of partitions. */
class StoreErpIdempotenceTest extends IdempotenceSuite {
  StoreErpIdempotenceTest() {
    super(StoreErpSample.MODEL);
  }
}
