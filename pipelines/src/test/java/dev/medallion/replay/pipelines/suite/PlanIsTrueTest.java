package dev.medallion.replay.pipelines.suite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan announces is what a run does. */
class PlanIsTrueTest {
  @Test
  void ofAnEmptyWarehouse(@TempDir Path folder) {
    Bench bench = PaymentsSample.bench(folder, PaymentsSample.ROOT);

    assertThat(PlanIsTrue.check(bench, "--from=2026-02-03", "--to=2026-02-04").exitCode(), is(0));
  }

  @Test
  void ofAWindowThatIsPublishedAlready(@TempDir Path folder) {
    Bench bench = PaymentsSample.bench(folder, PaymentsSample.ROOT);
    bench.run("--from=2026-02-03", "--to=2026-02-03");

    assertThat(PlanIsTrue.check(bench, "--from=2026-02-03", "--to=2026-02-04").exitCode(), is(0));
  }

  @Test
  void ofAWindowThatBlocks(@TempDir Path folder) {
    Bench bench = PaymentsSample.bench(folder, PaymentsSample.CORRUPT_GZIP);

    assertThat(PlanIsTrue.check(bench, "--from=2026-02-03", "--to=2026-02-04").exitCode(), is(3));
  }
}
