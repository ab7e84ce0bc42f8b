package dev.medallion.replay.pipelines.suite;

/** The retail model, several sources and formats for one entity. */
class RetailIdempotenceTest extends IdempotenceSuite {
  RetailIdempotenceTest() {
    super(RetailSample.MODEL);
  }
}
