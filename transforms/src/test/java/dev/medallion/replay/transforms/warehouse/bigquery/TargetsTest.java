package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.CUSTOMERS;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.InsertAllRequest;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.ViewDefinition;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not be written to is refused, and says why, before anything is. */
class TargetsTest extends OnBigQueryServer {
  private static final String DAY = "2026-02-03";
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Schema SCHEMA =
      Schema.of(
          Field.of("id", StandardSQLTypeName.STRING),
          Field.of("created_date", StandardSQLTypeName.DATE),
          Field.of("amount", StandardSQLTypeName.INT64),
          Field.of("_version", StandardSQLTypeName.STRING));

  private static int lakes;

  @TempDir Path folder;

  private final Datasets datasets = new Datasets("a-project", "refused" + lakes++);

  private BigQuery client() {
    return BigQueryClient.at(server.endpoint(), "a-project");
  }

  private Targets targets() {
    Home home = new Home(client(), datasets, () -> "EU");
    return new Targets(home, new TableShapes(home), new Queries(home), () -> NOW);
  }

  private void dataset(DatasetInfo.Builder dataset) {
    client().create(dataset.build());
  }

  private DatasetInfo.Builder silver() {
    return DatasetInfo.newBuilder(datasets.dataset("silver")).setLocation("EU");
  }

  private void table(TableDefinition definition) {
    dataset(silver());
    client().create(TableInfo.of(datasets.table(CHARGES), definition));
  }

  private static TimePartitioning.Builder days() {
    return TimePartitioning.newBuilder(TimePartitioning.Type.DAY).setField("created_date");
  }

  private static StandardTableDefinition cut(TimePartitioning partitioning) {
    return StandardTableDefinition.newBuilder()
        .setSchema(SCHEMA)
        .setTimePartitioning(partitioning)
        .build();
  }

  private Replacement replacement(TableRef table, String select) {
    return new Staging(folder).replacement(table, DAY, select, 0);
  }

  private Replacement day() {
    return replacement(CHARGES, charges(DAY, 7));
  }

  private void refused(String why, Replacement... replacements) {
    int jobs = server.jobs("a-project").size();
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> targets().require(List.of(replacements)));
    assertThat(e.getMessage(), startsWith("nothing was published: "));
    assertThat(e.getMessage(), containsString(why));
    assertThat("no job", server.jobs("a-project").size(), is(jobs));
  }

  @Test
  void whatFitsIsNotRefused() {
    targets().require(List.of(day()));
    table(cut(days().setExpirationMs(Duration.ofDays(60).toMillis()).build()));
    targets().require(List.of(day()));
  }

  @Test
  void aRequiredColumnThatTheRowsLack() {
    table(
        StandardTableDefinition.newBuilder()
            .setSchema(
                Schema.of(
                    Stream.concat(
                            SCHEMA.getFields().stream(),
                            Stream.of(
                                Field.newBuilder("must", StandardSQLTypeName.STRING)
                                    .setMode(Field.Mode.REQUIRED)
                                    .build()))
                        .toList()))
            .setTimePartitioning(days().build())
            .build());
    refused("requires a value in must", day());
  }

  @Test
  void aView() {
    table(
        ViewDefinition.newBuilder("SELECT 1 AS id")
            .setUseLegacySql(false)
            .setSchema(Schema.of(Field.of("id", StandardSQLTypeName.INT64)))
            .build());
    refused("is no table but of the kind VIEW", day());
  }

  @Test
  void aTableThatIsCutOtherwise() {
    table(
        cut(
            TimePartitioning.newBuilder(TimePartitioning.Type.MONTH)
                .setField("created_date")
                .build()));
    refused(
        "is partitioned by the month of created_date, but the model's table is partitioned by the"
            + " day of created_date",
        day());
  }

  @Test
  void aTableThatIsNotCutAndOneThatIs() {
    table(StandardTableDefinition.of(SCHEMA));
    refused("is not partitioned, but the model's table is partitioned by the day", day());
    client().create(TableInfo.of(datasets.table(CUSTOMERS), cut(days().build())));
    refused(
        "but the model's table is not partitioned",
        new Staging(folder).replacement(CUSTOMERS, Grain.ALL, charges(DAY, 7), 0));
  }

  @Test
  void partitionsThatWouldBeDroppedAtOnce() {
    table(cut(days().setExpirationMs(Duration.ofDays(10).toMillis()).build()));
    refused(
        "drops its partitions 10 days after their time, so partition 2026-02-03 would be dropped",
        day());
  }

  @Test
  void aDatasetWhoseTablesExpire() {
    dataset(silver().setDefaultTableLifetime(Duration.ofDays(30).toMillis()));
    refused("remove the default table expiration of its dataset", day());
  }

  @Test
  void aDatasetWhosePartitionsExpire() {
    dataset(silver().setDefaultPartitionExpirationMs(Duration.ofDays(10).toMillis()));
    refused("remove the partition expiration of the dataset", day());
  }

  @Test
  void aTableThatRowsAreStreamedTo() {
    table(cut(days().build()));
    client()
        .insertAll(
            InsertAllRequest.newBuilder(datasets.table(CHARGES))
                .addRow(Map.of("id", "x", "created_date", DAY, "amount", 1))
                .build());
    refused("rows are being streamed to", day());
  }

  @Test
  void aDatasetElsewhere() {
    dataset(DatasetInfo.newBuilder(datasets.dataset("ops")).setLocation("EU"));
    dataset(silver().setLocation("US"));
    refused("is in US, but this warehouse is in EU", day());
  }

  @Test
  void timesAndReservedNames() {
    refused(
        "the partition column created_date of refused",
        replacement(
            CHARGES, "SELECT 'x' AS id, TIMESTAMPTZ '2026-02-03 10:00:00+00' AS created_date"));
    refused(
        "BigQuery has no columns of the names _partition_time",
        replacement(
            CHARGES, "SELECT 'x' AS id, DATE '2026-02-03' AS created_date, 1 AS _partition_time"));
  }

  @Test
  void morePartitionsThanATableMayHave() {
    Replacement one = day();
    List<Replacement> many = new ArrayList<>();
    for (int i = 0; i <= Quotas.PARTITIONS; i++) {
      String value = java.time.LocalDate.parse("1990-01-01").plusDays(i).toString();
      many.add(
          new Replacement(
              one.table(),
              one.partitionColumn(),
              one.grain(),
              new dev.medallion.replay.transforms.warehouse.changeset.PartitionResult(
                  CHARGES.partition(value),
                  one.result().columns(),
                  one.result().files(),
                  one.result().content(),
                  one.result().inputs()),
              one.completeness(),
              0));
    }
    refused(
        "would have 10,001 partitions, but a table has at most 10,000",
        many.toArray(Replacement[]::new));
  }

  @Test
  void aQuarterThatHasRowsInItsOtherMonths() throws Exception {
    table(
        cut(
            TimePartitioning.newBuilder(TimePartitioning.Type.MONTH)
                .setField("created_date")
                .build()));
    TableRef quarters =
        new TableRef(CHARGES.name(), CHARGES.schema(), "created_date", Grain.QUARTER);
    Replacement first =
        new Staging(folder).replacement(quarters, "2026-Q1", charges("2026-01-01", 7), 0);
    targets().require(List.of(first));

    write("2025-12-03");
    targets().require(List.of(first));
    write("2026-02-03");
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> targets().require(List.of(first)));
    assertThat(e.getMessage(), containsString("has a partition 202602 that something else wrote"));
  }

  private void write(String day) throws InterruptedException {
    client()
        .query(
            com.google.cloud.bigquery.QueryJobConfiguration.of(
                "INSERT INTO "
                    + GoogleSql.table(datasets.table(CHARGES))
                    + " (id, created_date) VALUES ('x', DATE '"
                    + day
                    + "')"));
  }

  @Test
  void aTableThatRequiresAFilterIsReadWithOne() throws Exception {
    table(cut(days().setRequirePartitionFilter(true).build()));
    Targets targets = targets();
    targets.require(List.of(day()));
    Home home = new Home(client(), datasets, () -> "EU");
    dataset(DatasetInfo.newBuilder(datasets.dataset("ops")).setLocation("EU"));
    TableShapes shapes = new TableShapes(home);
    Queries queries = new Queries(home);
    BigQueryTables tables =
        new BigQueryTables(
            home,
            shapes,
            queries,
            new PartitionTimes(home, queries),
            new KeySearch(home, queries, new Uploads(Address.of(folder))),
            new OpsLoads(home, shapes, new Uploads(Address.of(folder))),
            new dev.medallion.replay.transforms.warehouse.KeptFiles(Address.of(folder)));
    assertThat(tables.content(CHARGES, List.of(DAY)).isEmpty(), is(true));
    Path keys = Path.of(new Staging(folder).staged("SELECT 'x' AS id").uri());
    assertThat(
        tables.find(
            new dev.medallion.replay.transforms.warehouse.KeyLookup(
                CHARGES, List.of("id"), keys, List.of()),
            folder.resolve("found.parquet")),
        is(true));
  }
}
