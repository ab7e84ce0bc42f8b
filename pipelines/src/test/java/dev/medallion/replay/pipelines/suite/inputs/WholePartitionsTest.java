package dev.medallion.replay.pipelines.suite.inputs;

import static dev.medallion.replay.pipelines.suite.inputs.Mini.blocking;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table cut by month stands beside one cut by day: whatever widens a run, no month is cut. */
class WholePartitionsTest {
  @Test
  void aDayThatAnEntityMovedToBringsItsWholeMonth(@TempDir Path folder) {
    Mini mini = new Mini(folder).silver("things", "day").silver("bills", "month");
    bills(mini);
    mini.put("things", "x", "2026-01-31", 1).put("things", "k", "2026-01-30", 1);
    mini.run("2026-01-01", "2026-02-28");
    mini.put("things", "2026-02-03", "x", "2026-02-02", 2, 2, "nobody");

    Outcome outcome = mini.run("2026-01-01", "2026-01-31", "--expand=affected");

    assertThat(mini.query("SELECT day FROM silver.things WHERE id = 'x'"), contains("2026-02-02"));
    assertThat(mini.query("SELECT count(*) FROM silver.bills"), contains("3"));
    List<LocalDate> expanded = outcome.manifest().window().expanded();
    assertThat(expanded.get(0), is(LocalDate.parse("2026-02-01")));
    assertThat(expanded.size(), is(28));
  }

  @Test
  void aMonthThatAnEntityMovedToBringsItsDaysOfTheOtherTable(@TempDir Path folder) {
    Mini mini = new Mini(folder).silver("things", "day").silver("bills", "month");
    bills(mini);
    mini.put("things", "k", "2026-02-20", 1);
    mini.run("2026-01-01", "2026-02-28");
    mini.put("bills", "2026-02-02", "jan", "2026-02-01", 2, 2, "nobody");

    Outcome alone = mini.blocked("2026-01-01", "2026-01-31");
    mini.run("2026-01-01", "2026-01-31", "--expand=affected");

    assertThat(blocking(alone), hasItem("affected:bills/2026-02"));
    assertThat(
        mini.query("SELECT id, day FROM silver.bills ORDER BY id"),
        contains("feb1|2026-02-01", "feb2|2026-02-20", "jan|2026-02-01"));
    assertThat(mini.query("SELECT count(*) FROM silver.things"), contains("1"));
  }

  @Test
  void anArrivalWindowBringsTheWholeMonthOfWhatArrived(@TempDir Path folder) {
    Mini mini = new Mini(folder).silver("things", "day").silver("bills", "month");
    bills(mini);
    mini.put("things", "k", "2026-02-10", 1);
    mini.run("2026-01-01", "2026-02-28");
    mini.put("things", "2026-02-11", "k", "2026-02-10", 2, 5, "nobody");

    mini.run("2026-02-11", "2026-02-11", "--windowClock=arrival");

    assertThat(mini.query("SELECT val FROM silver.things"), contains("5"));
    assertThat(mini.query("SELECT count(*) FROM silver.bills"), contains("3"));
  }

  private static void bills(Mini mini) {
    mini.put("bills", "jan", "2026-01-31", 1)
        .put("bills", "feb1", "2026-02-01", 1)
        .put("bills", "feb2", "2026-02-20", 1);
  }
}
