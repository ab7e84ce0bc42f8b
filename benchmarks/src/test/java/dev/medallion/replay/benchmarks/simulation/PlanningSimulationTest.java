package dev.medallion.replay.benchmarks.simulation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlanningSimulationTest {
  @Test
  void everyObjectIsListedOnceAndCounted() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      PlanningSimulation.main(new String[] {"--objects=6000", "--days=20", "--tables=3"});
    } finally {
      System.setOut(out);
    }
    String text = printed.toString(StandardCharsets.UTF_8);
    assertThat(text, containsString("6,000 objects, 60 listing calls"));
    assertThat(text, containsString("60 partitions"));
    assertThat(text, containsString("load jobs of the project in a day: 60 of 100,000"));
  }

  @Test
  void whatItDoesNotKnowIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> PlanningSimulation.main(new String[] {"--files=1"}));
  }
}
