package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.CUSTOMERS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import dev.medallion.replay.bigqueryserver.faults.JobFault;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.log.Job;
import dev.medallion.replay.transforms.warehouse.log.JobId;
import dev.medallion.replay.transforms.warehouse.log.JobStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables without partitions: rows are replaced, and the table stays as it is. */
class WholeTablesTest extends OnBigQueryServer {
  private static final String PROJECT = "a-project";

  private static int lakes;

  @TempDir Path folder;

  private final Datasets datasets = new Datasets(PROJECT, "whole" + lakes++);
  private final BigQuery client = BigQueryClient.at(server.endpoint(), PROJECT);
  private final Home home = new Home(client, datasets, () -> "EU");
  private final TableId table = datasets.table("silver", "customers");
  private int ids;

  /** Somebody made it, with a description, a column that may not be null, and one of his own. */
  @BeforeEach
  void make() {
    home.require("silver");
    client.create(
        TableInfo.newBuilder(
                table,
                StandardTableDefinition.of(
                    Schema.of(
                        Field.newBuilder("id", StandardSQLTypeName.INT64)
                            .setMode(Field.Mode.REQUIRED)
                            .setDescription("who pays")
                            .build(),
                        Field.of("note", StandardSQLTypeName.STRING))))
            .setDescription("looked after by hand")
            .build());
  }

  private BigQueryJobs jobs() {
    return new BigQueryJobs(
        home,
        new TableShapes(home),
        new JobRequests(datasets, new KeptFiles(Address.of(folder))),
        new PartitionTimes(home, new Queries(home)));
  }

  private Job job(String sql) {
    Staging staging = new Staging(folder);
    var replacement = staging.replacement(CUSTOMERS, Grain.ALL, sql, 0);
    Job.Work work =
        replacement.result().files().isEmpty()
            ? new Job.Work.Empty(replacement)
            : new Job.Work.Load(replacement);
    return new Job(
        new JobId("replay_whole_" + lakes + "_" + ids++),
        "run-1",
        "silver.customers",
        Grain.ALL,
        "digest",
        work);
  }

  private JobStatus end(Job job) throws Exception {
    BigQueryJobs jobs = jobs();
    assertThat(jobs.insert(job), is(true));
    JobStatus ended = jobs.await(job.id());
    assertThat(ended.table() + "/" + ended.partition(), is("silver.customers/all"));
    return ended;
  }

  private List<String> rows() throws InterruptedException {
    List<String> rows = new ArrayList<>();
    for (FieldValueList row :
        client
            .query(
                QueryJobConfiguration.of(
                    "SELECT id, note FROM " + GoogleSql.table(table) + " ORDER BY id"))
            .iterateAll()) {
      rows.add(row.get(0).getStringValue() + " " + row.get(1).getValue());
    }
    return rows;
  }

  @Test
  void rowsAreReplacedAndTheTableStaysAsItIs() throws Exception {
    assertThat(end(job("SELECT unnest([1, 2])::BIGINT AS id")).error().isPresent(), is(false));
    assertThat(rows(), is(List.of("1 null", "2 null")));
    assertThat(end(job("SELECT 3::BIGINT AS id, 'x' AS note")).error().isPresent(), is(false));
    assertThat(rows(), is(List.of("3 x")));
    var there = client.getTable(table);
    assertThat(there.getDescription(), is("looked after by hand"));
    Field id = there.<StandardTableDefinition>getDefinition().getSchema().getFields().get("id");
    assertThat(id.getDescription(), is("who pays"));
    assertThat(id.getMode(), is(Field.Mode.REQUIRED));
  }

  @Test
  void theTableIsEmptied() throws Exception {
    end(job("SELECT 1::BIGINT AS id"));
    assertThat(end(job("SELECT 1::BIGINT AS id LIMIT 0")).error().isPresent(), is(false));
    assertThat(rows(), is(empty()));
  }

  @Test
  void aPartitionOfATableWithRequiredColumnsIsEmptied() throws Exception {
    TableId charges = datasets.table("silver", "charges");
    client.create(
        TableInfo.of(
            charges,
            StandardTableDefinition.newBuilder()
                .setSchema(
                    Schema.of(
                        Field.newBuilder("id", StandardSQLTypeName.STRING)
                            .setMode(Field.Mode.REQUIRED)
                            .build(),
                        Field.of("created_date", StandardSQLTypeName.DATE)))
                .setTimePartitioning(
                    TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                        .setField("created_date")
                        .build())
                .build()));
    client.query(
        QueryJobConfiguration.of(
            "INSERT INTO "
                + GoogleSql.table(charges)
                + " (id, created_date) VALUES ('a', DATE '2026-02-03'), ('b', DATE '2026-02-04')"));
    Job.Work work =
        new Job.Work.Empty(
            new Staging(folder)
                .replacement(CHARGES, "2026-02-03", Staging.charges("2026-02-03"), 1));
    Job empty =
        new Job(
            new JobId("replay_emptied_" + lakes),
            "run-1",
            "silver.charges",
            "2026-02-03",
            "d",
            work);
    BigQueryJobs jobs = jobs();
    assertThat(jobs.insert(empty), is(true));
    JobStatus ended = jobs.await(empty.id());
    assertThat(ended.error().isPresent(), is(false));
    assertThat(ended.table() + "/" + ended.partition(), is("silver.charges/2026-02-03"));
    assertThat(
        client
            .query(QueryJobConfiguration.of("SELECT id FROM " + GoogleSql.table(charges)))
            .iterateAll()
            .iterator()
            .next()
            .get(0)
            .getStringValue(),
        is("b"));
    Field id =
        client
            .getTable(charges)
            .<StandardTableDefinition>getDefinition()
            .getSchema()
            .getFields()
            .get("id");
    assertThat(id.getMode(), is(Field.Mode.REQUIRED));
  }

  @Test
  void rowsThatCannotBeLoadedFailTheJobAndLeaveTheOldOnes() throws Exception {
    end(job("SELECT 1::BIGINT AS id"));
    server.faults().add(JobFault.failing("_scratch[.]rows_", "invalid", "no such file: ordered"));
    JobStatus.JobError error = end(job("SELECT 2::BIGINT AS id")).error().orElseThrow();
    assertThat(error.message(), containsString("no such file: ordered"));
    assertThat(error.permanent(), is(true));
    assertThat(rows(), is(List.of("1 null")));
  }

  @Test
  void aRowThatTheTableRefusesLeavesTheOldOnes() throws Exception {
    end(job("SELECT 1::BIGINT AS id"));
    JobStatus.JobError error = end(job("SELECT NULL::BIGINT AS id")).error().orElseThrow();
    assertThat(error.permanent(), is(true));
    assertThat(rows(), is(List.of("1 null")));
  }

  @Test
  void aTransactionThatAnotherOneStoppedIsTriedAgain() throws Exception {
    Job job = job("SELECT 1::BIGINT AS id");
    server
        .faults()
        .add(
            JobFault.failing(
                job.id().value() + "$",
                "invalidQuery",
                "Transaction is aborted due to concurrent update against table customers"));
    assertThat(end(job).error().orElseThrow().permanent(), is(false));
  }
}
