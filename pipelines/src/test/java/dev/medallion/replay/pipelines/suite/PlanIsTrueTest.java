package dev.medallion.replay.pipelines.suite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan announces is what a run does. */
class PlanIsTrueTest {
  @Test
  void ofAnEmptyWarehouse(@TempDir Path folder) {
    assertThat(PlanIsTrue.check(bench(folder)).exitCode(), is(0));
  }

  @Test
  void ofAWindowThatIsPublishedInPartAndHasDownstream(@TempDir Path folder) {
    Bench bench = bench(folder);
    bench.run(FiveDaysOfPayments.MODEL.secondHalf());

    Bench.Outcome run = PlanIsTrue.check(bench, FiveDaysOfPayments.MODEL.firstHalf());

    assertThat(run.exitCode(), is(0));
    assertThat(run.manifest().partitions().downstream(), hasItem("fct_payments/2026-02-02"));
  }

  @Test
  void ofAWindowThatBlocks(@TempDir Path folder) {
    Bench bench = PaymentsSample.bench(folder, PaymentsSample.CORRUPT_GZIP);

    assertThat(PlanIsTrue.check(bench, "--from=2026-02-03", "--to=2026-02-04").exitCode(), is(3));
  }

  private static Bench bench(Path folder) {
    Lake lake = Lake.in(folder.resolve("lake"));
    FiveDaysOfPayments.MODEL.fill().accept(lake);
    return FiveDaysOfPayments.MODEL.bench(folder, lake);
  }
}
