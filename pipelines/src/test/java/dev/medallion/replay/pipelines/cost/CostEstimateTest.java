package dev.medallion.replay.pipelines.cost;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;

import dev.medallion.replay.options.settings.MachineType;
import dev.medallion.replay.options.settings.WorkerSizing;
import dev.medallion.replay.pipelines.cost.CostEstimate.Line;
import dev.medallion.replay.pipelines.cost.Prices.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CostEstimateTest {
  private static final WorkerSizing WORKER =
      WorkerSizing.of(MachineType.parse(WorkerSizing.USUAL_MACHINE), true);

  /** The three of docs/dataflow.md: objects of 64 MB, and a year, a year, and ten years of days. */
  private static final JobSize TEN_GB = new JobSize(10L << 30, 160, 365 * 20, 20);

  private static final JobSize ONE_TB = new JobSize(1L << 40, 16_384, 365 * 20, 20);
  private static final JobSize HUNDRED_TB = new JobSize(100L << 40, 1_638_400, 3_650 * 20, 20);

  @Test
  void theArithmeticOfOneTerabyteByHand() {
    CostEstimate estimate = new CostEstimate(ONE_TB, WORKER);
    // (1,024 GB x 60 s + 16,384 x 0.0004 s + 7,300 x 0.04 s) x 1.5 / 3,600
    assertThat(estimate.cpuHours(), is(closeTo(25.72, 0.01)));
    // 25.72 / 4 vCPU = 6.43 hours of one worker, so 7 workers; 0.919 hours and 5 minutes.
    assertThat(estimate.workers(), is(7));
    assertThat(estimate.hours(), is(closeTo(1.002, 0.001)));
    Map<String, Double> dollars =
        estimate.lines().stream().collect(Collectors.toMap(Line::what, Line::dollars));
    assertThat(dollars.get("vCPU"), is(closeTo(7 * 1.002 * 4 * 0.056, 0.01)));
    assertThat(dollars.get("Memory"), is(closeTo(7 * 1.002 * 32 * 0.003557, 0.01)));
    // 17 listings, 131,072 blocks, 16,384 shards, 3 for each of 7,300 partitions.
    assertThat(
        dollars.get("Bucket, writes and listings"),
        is(closeTo((17 + 131_072 + 16_384 + 21_900) * 0.005 / 1000, 0.001)));
    assertThat(estimate.dollars(), is(closeTo(3.385, 0.01)));
  }

  @Test
  void smallObjectsAreBoundByTheBucket() {
    JobSize few = new JobSize(10L << 30, 160, 100, 2);
    JobSize many = new JobSize(10L << 30, 100_000_000, 100, 2);
    assertThat(new CostEstimate(few, WORKER).workers(), is(1));
    assertThat(new CostEstimate(many, WORKER).workers(), is(greaterThan(4)));
    assertThat(
        new CostEstimate(few, WORKER).dollars(),
        is(lessThan(new CostEstimate(many, WORKER).dollars() / 10)));
  }

  @Test
  void everyPriceSaysWhereItIsFromAndWhenItWasRead() {
    Map<String, Price> prices = Prices.known().all();
    assertThat(prices.size(), is(8));
    assertThat(
        prices.values().stream().map(Price::read).toList(),
        everyItem(matchesPattern("\\d{4}-\\d\\d-\\d\\d")));
    assertThat(
        prices.values().stream().map(Price::source).toList(), everyItem(matchesPattern(".{5,}")));
    assertThat(prices.values().stream().map(Price::dollars).toList(), everyItem(greaterThan(0.0)));
  }

  /** Who changes a rate or a price finds the page that shows them. */
  @Test
  void thePageShowsTheSameArithmetic() throws IOException {
    String page = Files.readString(Path.of("../docs/dataflow.md"));
    for (JobSize job : new JobSize[] {TEN_GB, ONE_TB, HUNDRED_TB}) {
      String text = new CostEstimate(job, WORKER).text();
      assertThat(page, containsString(text.substring(0, text.indexOf("\n\n  Rates"))));
    }
    for (Map.Entry<String, Price> price : Prices.known().all().entrySet()) {
      assertThat(page, containsString("| `" + price.getKey() + "` | "));
    }
  }
}
