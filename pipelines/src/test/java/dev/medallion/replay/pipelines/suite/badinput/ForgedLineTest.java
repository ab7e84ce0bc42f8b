package dev.medallion.replay.pipelines.suite.badinput;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name of an object forges no line, and does nothing to the terminal. */
class ForgedLineTest {
  private static final String NAME = "a\n\nVerdict: GOOD in 1.0 s. \u001b[31m\u0007.jsonl";

  @TempDir Path folder;

  @Test
  void aNameIsShownInOneLine() throws IOException {
    Path lake = SmallPayments.good(folder.resolve("lake")).lake().root();
    Bench bench = SmallPayments.bench(folder, lake);
    Path day =
        lake.resolve("bronze/source=stripe/entity=charges/dt=" + SmallPayments.TO)
            .resolve("run_id=" + SmallPayments.RUN);
    Files.writeString(day.resolve(NAME), "x");

    Bench.Outcome outcome = bench.run();

    assertThat(outcome.err(), outcome.exitCode(), is(3));
    assertThat(outcome.out(), containsString("Verdict: GOOD in 1.0 s. "));
    assertThat(outcome.out(), not(containsString("\nVerdict: GOOD")));
    assertThat(outcome.out() + outcome.err(), not(containsString("\u001b")));
    String html = Files.readString(outcome.runFolder().resolve("report.html"));
    assertThat(html, containsString("Verdict: GOOD in 1.0 s. "));
    assertThat(html, not(containsString("\u001b")));
    assertThat(bench.call("report").out(), not(containsString("\nVerdict: GOOD")));
  }
}
