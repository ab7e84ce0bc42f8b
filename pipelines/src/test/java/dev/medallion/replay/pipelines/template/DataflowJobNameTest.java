package dev.medallion.replay.pipelines.template;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataflowJobNameTest {
  /** The same as in test_names.py of composer. */
  @ParameterizedTest
  @CsvSource({
    "three-days,replay-three-days",
    "a-b,replay-a-b",
    "a_b,replay-a-b-648fa9b31b",
    "a.b,replay-a-b-2e7336dc8e",
    "x-,replay-x-c8b60efc60",
    "20260203T101500-9f3c2a,replay-20260203t101500-9f3c2a-8400ff4053"
  })
  void aRunHasANameThatNoOtherHas(String runId, String name) {
    assertThat(DataflowJobName.of(runId), is(name));
  }

  @Test
  void dataflowTakesEveryName() {
    for (String runId : List.of("r".repeat(1017), "r".repeat(1018), "-", "R_", "r".repeat(5000))) {
      assertThat(DataflowJobName.of(runId), matchesPattern("[a-z]([-a-z0-9]{0,1022}[a-z0-9])?"));
    }
    assertThat(
        DataflowJobName.of("r".repeat(1018)), is("replay-" + "r".repeat(1006) + "-48bc807a08"));
  }
}
