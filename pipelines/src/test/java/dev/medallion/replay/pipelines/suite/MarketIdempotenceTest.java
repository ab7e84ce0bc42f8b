package dev.medallion.replay.pipelines.suite;

/** However a window of the market is replayed, its tables end the same. */
class MarketIdempotenceTest extends IdempotenceSuite {
  MarketIdempotenceTest() {
    super(Market.MODEL);
  }
}
