package dev.medallion.replay.transforms.warehouse.embedded;

import static dev.medallion.replay.transforms.warehouse.embedded.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.embedded.Lake.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.embedded.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.changeset.Head;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishTest {
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  @Test
  void publishedRowsAreInTheTableAndTheirHeadIsVersionOne() {
    PublishReport report =
        lake.publish(
            "r1",
            lake.replacement(PAYMENTS, "2026-02-03", charges("2026-02-03", 7), 0),
            lake.replacement(CHARGES, "2026-02-03", charges("2026-02-03", 7, 8), 0),
            lake.replacement(CHARGES, "2026-02-02", charges("2026-02-02", 9), 0));

    assertThat(
        report.partitions().stream().map(p -> p.partition().toString()).toList(),
        contains("charges/2026-02-02", "charges/2026-02-03", "fct_payments/2026-02-03"));
    assertThat(report.count(Action.REPLACED), is(3L));
    assertThat(
        lake.query("SELECT amount FROM silver.charges ORDER BY 1"),
        is(List.of(List.of("7"), List.of("8"), List.of("9"))));
    Head head =
        lake.warehouse().read(List.of(CHARGES)).head(CHARGES.partition("2026-02-03")).orElseThrow();
    assertThat(head.version(), is(1));
    assertThat(head.runId(), is("r1"));
    assertThat(head.content().rows(), is(2L));
    assertThat(Lake.file(Path.of(head.files().get(0).uri()), 2), equalTo(head.files().get(0)));
  }

  @Test
  void publishingTheSameRowsAgainSkipsThemAndKeepsTheVersion() {
    lake.publish("r1", lake.replacement(CHARGES, "2026-02-03", charges("2026-02-03", 7), 0));
    PublishReport again =
        lake.publish("r2", lake.replacement(CHARGES, "2026-02-03", charges("2026-02-03", 7), 1));
    assertThat(again.count(Action.SKIPPED), is(1L));
    assertThat(again.count(Action.REPLACED), is(0L));
    assertThat(lake.version(CHARGES, "2026-02-03"), is(1));
  }
}
