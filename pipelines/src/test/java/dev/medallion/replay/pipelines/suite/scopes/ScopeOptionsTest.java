package dev.medallion.replay.pipelines.suite.scopes;

import static dev.medallion.replay.pipelines.suite.scopes.Stores.ONE;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.sale;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --scope} may be given for, and what is refused. */
class ScopeOptionsTest {
  @TempDir Path folder;

  private Stores stores() {
    return Stores.in(folder).arrive(ONE, sale("a", "1", 1, ONE, 1), sale("b", "1", 1, ONE, 10));
  }

  /** A stream beside, without a scope. */
  private Stores withCustomers() {
    return stores()
        .change(
            "streams:\n",
            """
            streams:
              customer:
                shard_by: [id]
                entities:
                  customer:
                    from: people
                    key: [id]
                    latest_by: [ver]
                    business_time: day
                    fields:
                      id:  {path: /id, type: string, required: true}
                      ver: {path: /ver, type: int64, required: true}
                      day: {path: /day, type: date, format: iso8601, required: true}
                tables:
                  customers: {layer: silver, entity: customer, sql: silver/customers.sql, key: [id],
                    partition_by: {column: day, grain: day}}
            """)
        .change(
            "sources:\n",
            """
            sources:
              people:
                path: 'people/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl'
                format: jsonl
                arrives: {before: P1D, after: P3D}
            """)
        .write("silver/customers.sql", "SELECT id, day, _event FROM customer");
  }

  private static void refused(Outcome outcome, String says) {
    assertThat(outcome.err(), outcome.exitCode(), is(2));
    assertThat(outcome.err(), containsString(says));
  }

  @Test
  void aModelWithoutScopesHasNone() {
    Stores stores = stores().change("    scope: {column: store}\n", "");

    refused(stores.tryToRun(ONE, ONE, "--scope=a"), "--scope: no stream of the model has a scope");
  }

  @Test
  void tablesWithoutAScopeAreLeftOutByName() {
    Stores stores = withCustomers();

    refused(
        stores.tryToRun(ONE, ONE, "--scope=a"),
        "--scope: these tables have no scope, and would be replaced whole: customers; name the"
            + " others: --tables=sales,lines,days");
    stores.run(ONE, ONE, "--scope=a", "--tables=sales,lines,days", "--allow=no_objects");

    assertThat(stores.sales(), contains("a 1 2026-02-01 1"));
  }

  @Test
  void anEmptyScopeIsNoScopeOfAllRows() {
    refused(stores().tryToRun(ONE, ONE, "--scope=,"), "--scope names nothing");
  }

  @Test
  void valuesAreComparedAsTexts() {
    Stores stores =
        Stores.in(folder)
            .change(
                "store: {path: /store, type: string",
                "store: {path: /store, coerce: true, type: int64")
            .arrive(ONE, sale("7", "1", 1, ONE, 1), sale("17", "1", 1, ONE, 10));

    stores.run(ONE, ONE, "--scope=7");

    assertThat(stores.query("SELECT store FROM silver.sales"), contains("7"));
  }

  @Test
  void severalScopesAreReplacedTogether() {
    Stores stores = stores().arrive(ONE, sale("c", "1", 1, ONE, 100));

    Outcome outcome = stores.run(ONE, ONE, "--scope= c,a");

    assertThat(stores.sales(), contains("a 1 2026-02-01 1", "c 1 2026-02-01 100"));
    assertThat(outcome.manifest().window().scopes(), is(List.of("a", "c")));
  }

  @Test
  void redriveAndResumeTakeNoScope() {
    Stores stores = stores();
    stores.run(ONE, ONE, "--scope=a", "--runId=done");

    refused(stores.bench().redrive("--from=" + ONE, "--to=" + ONE, "--scope=a"), "--scope");
    refused(stores.bench().call("resume", "--run=done", "--scope=b"), "--scope");
    refused(stores.tryToRun(ONE, ONE, "--runId=done", "--scope=b"), "done");
  }
}
