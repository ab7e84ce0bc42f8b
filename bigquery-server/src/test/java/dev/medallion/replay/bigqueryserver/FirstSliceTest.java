package dev.medallion.replay.bigqueryserver;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.bigquery.TimePartitioning;
import dev.medallion.replay.bigqueryserver.jobs.Job.State;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstSliceTest {
  private static final Schema SCHEMA =
      Schema.of(
          Field.newBuilder("id", StandardSQLTypeName.STRING).setMode(Field.Mode.REQUIRED).build(),
          Field.of("amount", StandardSQLTypeName.NUMERIC),
          Field.of("day", StandardSQLTypeName.DATE));

  @TempDir private Path folder;
  private BigQueryServer server;
  private BigQuery client;

  @BeforeEach
  void start() throws Exception {
    server = BigQueryServer.start();
    client = Client.of(server);
    client.create(DatasetInfo.newBuilder("sales").setLocation("EU").build());
    client.create(
        TableInfo.of(
            TableId.of("sales", "orders"),
            StandardTableDefinition.newBuilder()
                .setSchema(SCHEMA)
                .setTimePartitioning(
                    TimePartitioning.newBuilder(TimePartitioning.Type.DAY).setField("day").build())
                .build()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static JobId job(String id) {
    return JobId.newBuilder().setJob(id).setLocation("EU").build();
  }

  private Job load(String id, String table, String select) throws InterruptedException {
    Path file = Parquet.write(folder.resolve(id + ".parquet"), select);
    LoadJobConfiguration load =
        LoadJobConfiguration.newBuilder(
                TableId.of("sales", table), file.toUri().toString(), FormatOptions.parquet())
            .setSchema(SCHEMA)
            .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
            .build();
    return client.create(JobInfo.of(job(id), load)).waitFor();
  }

  private TableResult query(String sql) throws InterruptedException {
    return client.query(QueryJobConfiguration.of(sql));
  }

  @Test
  void aDatasetKeepsItsLocation() {
    Dataset dataset = client.getDataset("sales");
    assertThat(dataset.getLocation(), is("EU"));
    assertThat(client.getDataset("nowhere"), is(nullValue()));
  }

  @Test
  void aLoadReplacesOnePartition() throws Exception {
    Job first =
        load(
            "one",
            "orders$20260203",
            "SELECT 'a' AS id, 1.50::DECIMAL(18,2) AS amount, "
                + "DATE '2026-02-03' AS day UNION ALL SELECT 'b', NULL, DATE '2026-02-03'");
    assertThat(first.getStatus().getError(), is(nullValue()));
    load(
        "two",
        "orders$20260204",
        "SELECT 'c' AS id, 2.0::DECIMAL(18,2) AS amount, " + "DATE '2026-02-04' AS day");
    load(
        "three",
        "orders$20260203",
        "SELECT 'd' AS id, 3.0::DECIMAL(18,2) AS amount, " + "DATE '2026-02-03' AS day");
    TableResult rows = query("SELECT id, amount, day FROM `test-project.sales.orders` ORDER BY id");
    StringBuilder text = new StringBuilder();
    rows.iterateAll()
        .forEach(
            r ->
                text.append(r.get("id").getStringValue())
                    .append(r.get("amount").getNumericValue())
                    .append(r.get("day").getStringValue())
                    .append(' '));
    assertThat(text.toString(), is("c22026-02-04 d32026-02-03 "));
    Table table = client.getTable(TableId.of("sales", "orders"));
    assertThat(table.getNumRows().intValue(), is(2));
  }

  @Test
  void aUsedIdIsRefusedAndTheClientAnswersWithTheFirstJob() throws Exception {
    String select = "SELECT 'a' AS id, 1.5::DECIMAL(18,2) AS amount, DATE '2026-02-03' AS day";
    load("same", "orders$20260203", select);
    Job second = load("same", "orders$20260204", select);
    LoadJobConfiguration done = second.reload().getConfiguration();
    assertThat(done.getDestinationTable().getTable(), is("orders$20260203"));
  }

  @Test
  void aRowOfAnotherPartitionFailsTheJob() {
    BigQueryException failed =
        assertThrows(
            BigQueryException.class,
            () ->
                load(
                    "stray",
                    "orders$20260203",
                    "SELECT 'a' AS id, 1.5::DECIMAL(18,2) AS amount, DATE '2026-02-04' AS day"));
    assertThat(failed.getMessage(), containsString("different partitions"));
    assertThat(client.getTable(TableId.of("sales", "orders")).getNumRows().intValue(), is(0));
  }

  @Test
  void anEmptyQueryEmptiesAPartition() throws Exception {
    load(
        "full",
        "orders$20260203",
        "SELECT 'a' AS id, 1.5::DECIMAL(18,2) AS amount, DATE '2026-02-03' AS day");
    QueryJobConfiguration empty =
        QueryJobConfiguration.newBuilder("SELECT * FROM sales.orders WHERE FALSE")
            .setDestinationTable(TableId.of("sales", "orders$20260203"))
            .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
            .setSchemaUpdateOptions(List.of(JobInfo.SchemaUpdateOption.ALLOW_FIELD_RELAXATION))
            .build();
    Job job = client.create(JobInfo.of(job("empty"), empty));
    assertThat(job.waitFor().getStatus().getError(), is(nullValue()));
    assertThat(client.getTable(TableId.of("sales", "orders")).getNumRows().intValue(), is(0));
  }

  @Test
  void aJobGoesFromPendingOverRunningToDone() throws Exception {
    server.gate().holdAt(State.PENDING);
    Job job = client.create(JobInfo.of(job("slow"), QueryJobConfiguration.of("SELECT 1 AS one")));
    assertThat(job.reload().getStatus().getState(), is(JobStatus.State.PENDING));
    server.gate().holdAt(State.RUNNING);
    while (job.reload().getStatus().getState().equals(JobStatus.State.PENDING)) {
      Thread.sleep(5);
    }
    assertThat(job.reload().getStatus().getState(), is(JobStatus.State.RUNNING));
    server.gate().holdAt(State.DONE);
    assertThat(job.waitFor().getStatus().getState(), is(JobStatus.State.DONE));
    assertThat(client.listJobs().iterateAll().iterator().next(), is(notNullValue()));
  }

  @Test
  void aDryRunChangesNothingAndSaysWhatItWouldRead() throws Exception {
    load(
        "some",
        "orders$20260203",
        "SELECT 'abc' AS id, 1.5::DECIMAL(18,2) AS amount, DATE '2026-02-03' AS day");
    Job dry =
        client.create(
            JobInfo.of(
                QueryJobConfiguration.newBuilder("SELECT id, day FROM sales.orders")
                    .setDryRun(true)
                    .build()));
    JobStatistics.QueryStatistics statistics = dry.getStatistics();
    assertThat(statistics.getTotalBytesProcessed(), is(13L));
    assertThat(
        assertThrows(
                BigQueryException.class,
                () ->
                    client.create(
                        JobInfo.of(
                            QueryJobConfiguration.newBuilder("SELECT nothing FROM sales.orders")
                                .setDryRun(true)
                                .build())))
            .getReason(),
        is("invalidQuery"));
  }

  @Test
  void aPartitionIsDeletedOnce() throws Exception {
    load(
        "gone",
        "orders$20260203",
        "SELECT 'a' AS id, 1.5::DECIMAL(18,2) AS amount, DATE '2026-02-03' AS day");
    assertThat(client.delete(TableId.of("sales", "orders$20260203")), is(true));
    assertThat(client.delete(TableId.of("sales", "orders$20260203")), is(false));
    assertThat(client.getTable(TableId.of("sales", "orders")).getNumRows().intValue(), is(0));
  }
}
