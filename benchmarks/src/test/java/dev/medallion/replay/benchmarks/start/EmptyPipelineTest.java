package dev.medallion.replay.benchmarks.start;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

class EmptyPipelineTest {
  @Test
  void itEnds() {
    assertDoesNotThrow(() -> EmptyPipeline.main(new String[] {"demo"}));
  }
}
