package dev.medallion.replay.pipelines.suite.scopes;

import static dev.medallion.replay.pipelines.suite.scopes.Stores.ONE;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.THREE;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.sale;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.PublishedRows;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryElsewhere;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A partition is replaced by one load job, whatever scopes are in it. ({@code
 * -Dreplay.bench=bigquery} takes the other tests of this package there.)
 */
class ScopesOnBigQueryTest {
  private static final String PROJECT = "a-project";
  private static final String SALES = "`" + PROJECT + ".scoped_silver.sales`";

  @TempDir private Path folder;

  private BigQueryServer server;

  @BeforeEach
  void start() throws Exception {
    server = BigQueryServer.start();
    BigQueryElsewhere.serve(server.endpoint());
  }

  @AfterEach
  void stop() {
    BigQueryElsewhere.serve("");
    server.close();
  }

  @Test
  void rowsThatSomebodyElseWroteAreCarriedByOneLoad() throws Exception {
    Stores stores =
        Stores.in(folder)
            .arrive(ONE, sale("a", "1", 1, ONE, 1), sale("a", "2", 1, ONE, 2))
            .arrive(ONE, sale("b", "1", 1, ONE, 10), sale("b", "2", 1, ONE, 20));
    Bench bench =
        stores
            .bench()
            .publishingTo("bigquery:" + PROJECT + ".scoped", folder.resolve("state").toString());
    good(bench.run("--from=" + ONE, "--to=" + ONE));
    for (String sql :
        List.of(
            "DELETE FROM " + SALES + " WHERE id = '1'",
            insert("'b', '1'", 99),
            insert("'a', '1'", 98),
            insert("'b', 'x'", 7))) {
      BigQueryElsewhere.run(PROJECT, sql);
    }
    stores.arrive(THREE, sale("a", "2", 2, ONE, 3), sale("b", "2", 2, ONE, 30));
    long loads = loads();

    good(bench.run("--from=" + ONE, "--to=" + ONE, "--scope=a", "--runId=scoped"));

    assertThat(sales(), contains("a1 1", "a2 3", "b1 99", "b2 20", "bx 7"));
    assertThat(loads() - loads, is(1L));
    good(
        bench.call(
            "rollback",
            "--run=scoped",
            "--warehouse=bigquery:" + PROJECT + ".scoped",
            "--state=" + folder.resolve("state")));
    assertThat(sales(), contains("a1 98", "a2 2", "b1 99", "b2 20", "bx 7"));
  }

  private static String insert(String key, int value) {
    return "INSERT INTO %s (store, id, day, val) VALUES (%s, DATE '2026-02-01', %d)"
        .formatted(SALES, key, value);
  }

  /** Jobs that wrote to the partition of the sales. */
  private long loads() {
    return server.jobs(PROJECT).stream()
        .flatMap(j -> j.destination().stream())
        .filter(d -> d.endsWith("scoped_silver.sales$20260201"))
        .count();
  }

  private List<String> sales() throws Exception {
    return PublishedRows.of(
            "bigquery:" + PROJECT + ".scoped",
            Address.parse(folder.resolve("state").toString()),
            folder)
        .query("SELECT store || id || ' ' || val FROM silver.sales ORDER BY 1");
  }

  private static void good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }
}
