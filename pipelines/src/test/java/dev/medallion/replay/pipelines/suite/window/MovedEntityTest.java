package dev.medallion.replay.pipelines.suite.window;

import static dev.medallion.replay.pipelines.suite.window.Windows.blocking;
import static dev.medallion.replay.pipelines.suite.window.Windows.finding;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A charge whose {@code created} was corrected to another day leaves its partition for another. */
class MovedEntityTest {
  private static final String OLD = "2026-02-03";
  private static final String NEW = "2026-02-05";
  private static final List<String> BOTH_RIGHT =
      List.of("ch_moved|" + NEW, "ch_new|" + NEW, "ch_old|" + OLD);

  private static Windows published(Path folder, String from, String to) {
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing(NEW)
        .extract(
            "2026-02-06",
            "r1",
            Item.charge("ch_old", OLD),
            Item.charge("ch_moved", OLD),
            Item.charge("ch_new", NEW));
    windows.run(from, to);
    windows.lake().extract("2026-02-08", "r2", Item.charge("ch_moved", OLD).createdOn(NEW));
    return windows;
  }

  private static void assertBothRight(Windows windows) {
    assertThat(
        windows.query("SELECT id, created_date FROM silver.charges ORDER BY id"), is(BOTH_RIGHT));
    assertThat(
        windows.query("SELECT id, created_date FROM gold.fct_payments ORDER BY id"),
        is(BOTH_RIGHT));
    assertThat(
        windows.query(
            "SELECT object_id, day FROM gold.recon_webhooks WHERE entity = 'charges' ORDER BY 1"),
        is(BOTH_RIGHT));
  }

  @Test
  void aWindowOfBothDaysTakesItFromTheOldPartitionToTheNewOne(@TempDir Path folder) {
    Windows windows = published(folder, OLD, NEW);

    windows.publish(OLD, NEW);

    assertBothRight(windows);
  }

  @Test
  void aWindowOfJustTheNewDayBlocksUntilItIsExpandedByTheOldOne(@TempDir Path folder) {
    Windows windows = published(folder, OLD, NEW);

    Outcome blocked = windows.blocked(NEW, NEW);

    assertThat(
        blocking(blocked), contains("affected:charges/" + OLD, "unique_key:fct_payments/" + NEW));
    assertThat(
        finding(blocked, "affected", "charges/" + OLD).fix(), containsString("--expand=affected"));
    assertThat(blocked.out(), containsString("charges/" + OLD));
    assertThat(blocked.out(), containsString("--expand=affected"));

    Outcome expanded = windows.publish(NEW, NEW, "--expand=affected");

    assertThat(expanded.manifest().window().expanded(), contains(LocalDate.parse(OLD)));
    assertBothRight(windows);
  }

  @Test
  void aWindowOfJustTheOldDayBlocksUntilItIsExpandedByTheNewOne(@TempDir Path folder) {
    Windows windows = published(folder, OLD, NEW);

    Outcome blocked = windows.blocked(OLD, OLD);

    assertThat(blocking(blocked), contains("affected:charges/" + NEW));
    assertThat(blocked.out(), containsString("charges/" + NEW));
    assertThat(blocked.out(), containsString("--expand=affected"));

    Outcome expanded = windows.run(OLD, OLD, "--expand=affected");

    assertThat(expanded.manifest().window().expanded(), contains(LocalDate.parse(NEW)));
    assertBothRight(windows);
  }

  @Test
  void theOldDayMayLetItGoWhileTheNewOneIsNotPublishedYet(@TempDir Path folder) {
    Windows windows = published(folder, OLD, OLD);

    windows.publish(OLD, OLD);

    assertThat(windows.query("SELECT id FROM silver.charges"), contains("ch_old"));

    windows.run(NEW, NEW);

    assertBothRight(windows);
  }

  @Test
  void aDayWhoseObjectsTheWindowDoesNotEvenReadIsFoundByItsPublishedRow(@TempDir Path folder) {
    String early = "2026-01-20";
    String far = "2026-03-01";
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing(early)
        .deliverNothing(far)
        .extract(
            "2026-01-21", "r1", Item.charge("ch_stays", early), Item.charge("ch_moved", early));
    windows.run(early, early);
    windows.lake().extract("2026-03-02", "r2", Item.charge("ch_moved", far));

    windows.run(far, far, "--expand=affected");

    assertThat(
        windows.query("SELECT id, created_date FROM silver.charges ORDER BY id"),
        contains("ch_moved|" + far, "ch_stays|" + early));
  }

  @Test
  void expandingGoesOnWhileTheDaysItAddsAreAffectedInTurn(@TempDir Path folder) {
    String before = "2026-02-02";
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing(NEW)
        .extract(
            "2026-02-06",
            "r1",
            Item.charge("ch_a", before),
            Item.charge("ch_b", before),
            Item.charge("ch_c", OLD),
            Item.charge("ch_d", NEW));
    windows.run(before, NEW);
    windows.lake().extract("2026-02-08", "r2", Item.charge("ch_b", OLD), Item.charge("ch_c", NEW));

    Outcome expanded = windows.run(NEW, NEW, "--expand=affected");

    assertThat(
        expanded.manifest().window().expanded(),
        contains(LocalDate.parse(before), LocalDate.parse(OLD)));
    assertThat(
        windows.query("SELECT id, created_date FROM silver.charges ORDER BY id"),
        contains("ch_a|" + before, "ch_b|" + OLD, "ch_c|" + NEW, "ch_d|" + NEW));
  }
}
