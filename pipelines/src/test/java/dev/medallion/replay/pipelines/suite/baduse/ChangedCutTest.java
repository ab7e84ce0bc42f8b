package dev.medallion.replay.pipelines.suite.baduse;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that cuts its tables otherwise than what is published of them is refused by name. */
class ChangedCutTest {
  private static final String INVOICES =
      "    sql: gold/fct_invoices.sql\n    key: [id]\n    partition_by: {column: created_date, grain: day}";

  @TempDir Path folder;

  @Test
  void eachTableIsNamedWithWhatChanged() {
    Path lake = SmallPayments.good(folder.resolve("lake")).lake().root();
    Bench bench = SmallPayments.bench(folder, lake);
    assertThat(bench.run().exitCode(), is(0));
    SortedMap<String, List<String>> before = bench.tables().contents();
    String byMonth =
        copy("month").replace("model.yaml", INVOICES, INVOICES.replace("day}", "month}")).option();
    String byDay =
        copy("cut")
            .replace(
                "model.yaml",
                "    from: {customers: {}}\n    sql: gold/dim_customers.sql\n    key: [id]\n    partition_by: {grain: none}",
                "    from: {customers: {slice: all}}\n    sql: gold/dim_customers.sql\n    key: [id]\n    partition_by: {column: created_date, grain: day}")
            .option();
    String elsewhere =
        copy("layer")
            .replace(
                "model.yaml",
                "  fct_invoices:\n    layer: gold",
                "  fct_invoices:\n    layer: silver")
            .option();
    String inBerlin =
        copy("zone").replace("model.yaml", "time_zone: UTC", "time_zone: Europe/Berlin").option();

    refused(bench.run(byMonth), "gold.fct_invoices was published with grain day, not month");
    refused(bench.plan(byMonth), "gold.fct_invoices was published with grain day, not month");
    refused(bench.run(byDay), "gold.dim_customers was published with grain none, not day");
    refused(bench.run(elsewhere), "gold.fct_invoices was published with layer gold, not silver");
    refused(bench.run(inBerlin), "charges was published with days of UTC, not Europe/Berlin");
    assertThat(bench.tables().contents(), is(before));
    assertThat("the model as it was", bench.run("--runId=again").exitCode(), is(0));
  }

  private ModelCopy copy(String name) {
    return ModelCopy.in(folder.resolve(name));
  }

  private static void refused(Bench.Outcome outcome, String says) {
    assertThat(outcome.err(), outcome.exitCode(), is(2));
    assertThat(outcome.err(), containsString(says));
    assertThat(outcome.err(), containsString("Give the table another name"));
    assertThat(outcome.err(), not(containsString("Exception")));
  }
}
