package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.CUSTOMERS;
import static dev.medallion.replay.transforms.warehouse.Staging.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.warehouse.JobForecast;
import dev.medallion.replay.transforms.warehouse.JobForecast.Quota;
import dev.medallion.replay.transforms.warehouse.Staging;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastsTest {
  @TempDir Path folder;

  @Test
  void everyReplacementIsAJob() {
    Staging staging = new Staging(folder);
    JobForecast forecast =
        Forecasts.of(
            List.of(
                staging.replacement(CHARGES, "2026-02-03", charges("2026-02-03", 1), 0),
                staging.replacement(CHARGES, "2026-02-04", charges("2026-02-04"), 1),
                staging.replacement(PAYMENTS, "2026-02-03", charges("2026-02-03", 1), 0),
                staging.replacement(CUSTOMERS, Grain.ALL, "SELECT 1::BIGINT AS id", 0)));
    assertThat(
        forecast,
        is(
            new JobForecast(
                2,
                1,
                1,
                List.of(
                    new Quota("partitions of silver.charges written in a day", 2, 30_000),
                    new Quota("load jobs of the project in a day", 3, 100_000)))));
  }

  @ParameterizedTest
  @CsvSource({"30001, 30000, 2", "60000, 30000, 2", "60001, 30000, 3"})
  void whatDoesNotFitIsSplit(long needed, long allowed, long parts) {
    assertThat(Quotas.parts(needed, allowed), is(parts));
  }
}
