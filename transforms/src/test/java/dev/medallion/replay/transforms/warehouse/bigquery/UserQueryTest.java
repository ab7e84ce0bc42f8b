package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.QueryJobConfiguration;
import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.transforms.flow.publish.Publication;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.ScanLimit;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user's query may read. */
class UserQueryTest {
  private static final String DAY = "2026-02-03";
  private static final long AMOUNT_BYTES = 8;

  private static BigQueryServer server;
  private static Datasets datasets;
  private static String sql;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    server = BigQueryServer.start();
    datasets = new Datasets("a-project", "asked");
    sql = "SELECT amount FROM " + GoogleSql.table(datasets.table(CHARGES));
    Publication.publish(
        BigQueryWarehouse.of(
            datasets, Address.of(folder.resolve("state")), client(), () -> "EU", owner -> true),
        ChangeSets.of(
            List.of(new Staging(folder).replacement(CHARGES, DAY, charges(DAY, 7), 0)), Map.of()),
        Staging.context("r1", "", DeadLetterChange.NONE, TakesBack.NOTHING));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static BigQuery client() {
    return BigQueryClient.at(server.endpoint(), "a-project");
  }

  private static QueryResult run(ScanLimit scan) {
    return new UserQuery(new Queries(new Home(client(), datasets, () -> "EU"))).run(sql, 10, scan);
  }

  @Test
  void whatReadsNoMoreIsRunAndSaysWhatItReads() {
    List<Long> told = new ArrayList<>();
    QueryResult result = run(new ScanLimit(AMOUNT_BYTES, told::add));

    assertThat(result.rows(), contains(List.of(Optional.of("7"))));
    assertThat(told, contains(AMOUNT_BYTES));
    assertThat(
        "no more than is allowed is billed, but the least that is billed for a table",
        newest().getMaximumBytesBilled(),
        is(Quotas.LEAST_BYTES_BILLED));
    run(new ScanLimit(1L << 30, told::add));
    assertThat(newest().getMaximumBytesBilled(), is(1L << 30));
  }

  private static QueryJobConfiguration newest() {
    Job job = client().listJobs().getValues().iterator().next();
    return job.getConfiguration();
  }

  @Test
  void whatReadsMoreIsNotRun() {
    List<Long> told = new ArrayList<>();
    int jobs = server.jobs("a-project").size();
    WarehouseException refused =
        assertThrows(
            WarehouseException.class, () -> run(new ScanLimit(AMOUNT_BYTES - 1, told::add)));

    assertThat(
        refused.getMessage(),
        containsString("it would read 8 B (8 bytes), and --max-bytes allows 7 B"));
    assertThat(told, contains(AMOUNT_BYTES));
    assertThat(server.jobs("a-project").size(), is(jobs));
  }
}
