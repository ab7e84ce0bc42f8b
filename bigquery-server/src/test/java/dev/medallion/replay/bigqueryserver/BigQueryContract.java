package dev.medallion.replay.bigqueryserver;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.CopyJobConfiguration;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.LoadStatistics;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.ParquetOptions;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import dev.medallion.replay.options.chance.Nondeterminism;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What BigQuery promises and this project builds on, asked by the official client. Runs on the
 * server of this module, and on the service itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BigQueryContract {
  static final Schema SCHEMA =
      Schema.of(
          Field.newBuilder("id", StandardSQLTypeName.STRING).setMode(Field.Mode.NULLABLE).build(),
          Field.newBuilder("amount", StandardSQLTypeName.NUMERIC)
              .setPrecision(18L)
              .setScale(2L)
              .setMode(Field.Mode.NULLABLE)
              .build(),
          Field.newBuilder("day", StandardSQLTypeName.DATE).setMode(Field.Mode.NULLABLE).build());

  @TempDir private Path folder;
  private Place place;
  private int files;

  abstract Place open();

  @BeforeAll
  void openPlace() {
    place = open();
  }

  @AfterAll
  void closePlace() {
    place.close();
  }

  private TableId id(String table) {
    return TableId.of(place.dataset(), table);
  }

  private JobId job() {
    return JobId.newBuilder()
        .setJob("contract_" + Nondeterminism.newSalt())
        .setLocation(place.location())
        .build();
  }

  private Table table(String name, TimePartitioning.Type cut) {
    StandardTableDefinition.Builder definition =
        StandardTableDefinition.newBuilder().setSchema(SCHEMA);
    if (cut != null) {
      definition.setTimePartitioning(TimePartitioning.newBuilder(cut).setField("day").build());
    }
    return place.client().create(TableInfo.of(id(name), definition.build()));
  }

  private static String row(String id, String amount, String day) {
    return "SELECT '"
        + id
        + "' AS id, CAST("
        + amount
        + " AS DECIMAL(18,2)) AS amount, DATE '"
        + day
        + "' AS day";
  }

  private LoadJobConfiguration.Builder load(String table, String select) {
    Path file = Parquet.write(folder.resolve("file" + files++ + ".parquet"), select);
    return LoadJobConfiguration.newBuilder(id(table), place.put(file), listInference())
        .setSchema(SCHEMA)
        .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE);
  }

  private static FormatOptions listInference() {
    return ParquetOptions.newBuilder().setEnableListInference(true).build();
  }

  private Job run(com.google.cloud.bigquery.JobConfiguration configuration)
      throws InterruptedException {
    return Client.done(place.client().create(JobInfo.of(job(), configuration)));
  }

  private BigQueryException fails(com.google.cloud.bigquery.JobConfiguration configuration) {
    return assertThrows(BigQueryException.class, () -> run(configuration));
  }

  private QueryJobConfiguration.Builder sql(String text) {
    return QueryJobConfiguration.newBuilder(text.replace("DATASET", place.dataset()))
        .setUseQueryCache(false);
  }

  private List<String> rows(String text) throws InterruptedException {
    return rows(sql(text).build());
  }

  private List<String> rows(QueryJobConfiguration query) throws InterruptedException {
    List<String> rows = new ArrayList<>();
    for (FieldValueList row : run(query).getQueryResults().iterateAll()) {
      StringBuilder text = new StringBuilder();
      row.forEach(v -> text.append(v.isNull() ? "null" : v.getValue()).append(' '));
      rows.add(text.toString().trim());
    }
    return rows;
  }

  @Test
  void aQueryMakesValuesOfTheirTexts() throws Exception {
    assertThat(
        rows(
            "SELECT CAST('1969-12-31 23:59:59.999999' AS DATETIME) AS moment,"
                + " CAST('00:00:01.000005' AS TIME) AS time, PARSE_JSON('{\"a\":[1]}') AS json,"
                + " FROM_BASE64('AP8=') AS raw, CAST('-1.50' AS BIGNUMERIC) AS number,"
                + " ARRAY_TO_STRING(ARRAY(SELECT UPPER(e) FROM UNNEST(['b', 'c', 'a']) AS e"
                + " WITH OFFSET AS o ORDER BY o), ',') AS list"),
        is(List.of("1969-12-31T23:59:59.999999 00:00:01.000005 {\"a\":[1]} AP8= -1.5 B,C,A")));
  }

  private long rowsOf(String table) {
    return place.client().getTable(id(table)).getNumRows().longValue();
  }

  @Test
  void aLoadReplacesThePartitionThatItNamesAndNoOther() throws Exception {
    table("replaced", TimePartitioning.Type.DAY);
    run(load("replaced$20260203", row("a", "1.5", "2026-02-03")).build());
    run(load("replaced$20260204", row("b", "2.5", "2026-02-04")).build());
    Job last = run(load("replaced$20260203", row("c", "3.25", "2026-02-03")).build());
    assertThat(
        rows("SELECT id, amount, day FROM DATASET.replaced ORDER BY id"),
        is(List.of("b 2.5 2026-02-04", "c 3.25 2026-02-03")));
    LoadStatistics statistics = last.getStatistics();
    assertThat(statistics.getOutputRows(), is(1L));
    assertThat(statistics.getInputFiles(), is(1L));
    assertThat(statistics.getEndTime(), greaterThanOrEqualTo(statistics.getCreationTime()));
  }

  @Test
  void monthsAndYearsHaveShorterNames() throws Exception {
    table("monthly", TimePartitioning.Type.MONTH);
    table("yearly", TimePartitioning.Type.YEAR);
    run(load("monthly$202602", row("a", "1", "2026-02-28")).build());
    run(load("yearly$2026", row("b", "1", "2026-12-31")).build());
    assertThat(rowsOf("monthly"), is(1L));
    assertThat(rowsOf("yearly"), is(1L));
    assertThat(
        rows(
            "SELECT partition_id FROM `DATASET.INFORMATION_SCHEMA.PARTITIONS` WHERE table_name IN"
                + " ('monthly', 'yearly') ORDER BY 1"),
        is(List.of("2026", "202602")));
  }

  @Test
  void aRowOfAnotherPartitionFailsTheJobAndNothingIsChanged() throws Exception {
    table("stray", TimePartitioning.Type.DAY);
    run(load("stray$20260203", row("a", "1.5", "2026-02-03")).build());
    BigQueryException failed =
        fails(
            load(
                    "stray$20260203",
                    row("b", "1", "2026-02-03") + " UNION ALL " + row("c", "1", "2026-02-04"))
                .build());
    assertThat(failed.getMessage(), containsString("different partitions"));
    assertThat(rows("SELECT id FROM DATASET.stray"), is(List.of("a")));
  }

  @Test
  void withoutDecoratorTheWholeTableAndItsSchemaAreReplaced() throws Exception {
    table("whole", TimePartitioning.Type.DAY);
    run(load("whole$20260203", row("a", "1.5", "2026-02-03")).build());
    Schema other =
        Schema.of(
            Field.of("id", StandardSQLTypeName.INT64), Field.of("day", StandardSQLTypeName.DATE));
    run(load("whole", "SELECT 7 AS id, DATE '2026-02-09' AS day").setSchema(other).build());
    assertThat(rows("SELECT * FROM DATASET.whole"), is(List.of("7 2026-02-09")));
  }

  @Test
  void anEmptyQueryEmptiesAPartition() throws Exception {
    table("emptied", TimePartitioning.Type.DAY);
    run(load("emptied$20260203", row("a", "1.5", "2026-02-03")).build());
    run(load("emptied$20260204", row("b", "1.5", "2026-02-04")).build());
    run(
        sql("SELECT * FROM DATASET.emptied WHERE FALSE")
            .setDestinationTable(id("emptied$20260203"))
            .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
            .build());
    assertThat(rows("SELECT id FROM DATASET.emptied"), is(List.of("b")));
  }

  @Test
  void aPartitionIsDeletedOnce() throws Exception {
    table("gone", TimePartitioning.Type.DAY);
    run(load("gone$20260203", row("a", "1.5", "2026-02-03")).build());
    assertThat(place.client().delete(id("gone$20260203")), is(true));
    assertThat(place.client().delete(id("gone$20260203")), is(false));
    assertThat(rows("SELECT count(*) FROM DATASET.gone"), is(List.of("0")));
  }

  @Test
  void aUsedIdIsRefusedAndTheClientAnswersWithTheFirstJob() throws Exception {
    table("ids", TimePartitioning.Type.DAY);
    JobId id = job();
    LoadJobConfiguration first = load("ids$20260203", row("a", "1.5", "2026-02-03")).build();
    LoadJobConfiguration second = load("ids$20260204", row("b", "1.5", "2026-02-04")).build();
    Client.done(place.client().create(JobInfo.of(id, first)));
    Job answered = Client.done(place.client().create(JobInfo.of(id, second)));
    LoadJobConfiguration done = answered.reload().getConfiguration();
    assertThat(done.getDestinationTable().getTable(), is("ids$20260203"));
    assertThat(rows("SELECT id FROM DATASET.ids"), is(List.of("a")));
  }

  @Test
  void aJobKeepsItsLabelsAndIsFoundByItsIdAndLocation() throws Exception {
    JobId id = job();
    QueryJobConfiguration query =
        sql("SELECT 1 AS nothing").setLabels(Map.of("run", "r1", "table", "t")).build();
    Client.done(place.client().create(JobInfo.of(id, query)));
    Job found = place.client().getJob(id);
    QueryJobConfiguration asked = found.getConfiguration();
    assertThat(asked.getLabels(), is(Map.of("run", "r1", "table", "t")));
    assertThat(found.getJobId().getLocation(), is(place.location()));
    assertThat(
        place.client().getJob(JobId.newBuilder().setJob("none").setLocation("EU").build()),
        is(nullValue()));
  }

  @Test
  void aRequiredColumnTakesNoNull() throws Exception {
    Schema required =
        Schema.of(
            Field.newBuilder("id", StandardSQLTypeName.STRING)
                .setMode(Field.Mode.REQUIRED)
                .build());
    place.client().create(TableInfo.of(id("required"), StandardTableDefinition.of(required)));
    place
        .client()
        .create(
            TableInfo.of(
                id("deep"),
                StandardTableDefinition.of(
                    Schema.of(
                        Field.newBuilder("items", StandardSQLTypeName.STRUCT, required.getFields())
                            .setMode(Field.Mode.REPEATED)
                            .build()))));
    fails(
        load("deep", "SELECT [{'id': 'a'}, {'id': NULL}] AS items")
            .setSchema(place.client().getTable(id("deep")).getDefinition().getSchema())
            .build());
    assertThat(rowsOf("deep"), is(0L));
    fails(
        load("required", "SELECT 'a' AS id UNION ALL SELECT NULL")
            .setSchema(required)
            .setWriteDisposition(JobInfo.WriteDisposition.WRITE_APPEND)
            .build());
    assertThat(rowsOf("required"), is(0L));
  }

  @Test
  void columnsAreFoundByName() throws Exception {
    table("named", null);
    run(load("named", "SELECT DATE '2026-02-03' AS day, 'a' AS id").build());
    assertThat(rows("SELECT id, amount, day FROM DATASET.named"), is(List.of("a null 2026-02-03")));
  }

  @Test
  void anotherTypeOrAnUnknownColumnFailsALoad() {
    table("typed", null);
    fails(load("typed", "SELECT 7 AS id, DATE '2026-02-03' AS day").build());
    fails(load("typed", row("a", "1", "2026-02-03").replace(" AS id", " AS other")).build());
  }

  @Test
  void aColumnIsAddedByPatchAndNoneIsTakenAway() {
    Table table = table("patched", null);
    List<Field> more = new ArrayList<>(SCHEMA.getFields());
    more.add(Field.newBuilder("note", StandardSQLTypeName.STRING).build());
    Table patched =
        table.toBuilder()
            .setDefinition(StandardTableDefinition.of(Schema.of(more)))
            .build()
            .update();
    assertThat(patched.getDefinition().getSchema().getFields().size(), is(4));
    assertThrows(
        BigQueryException.class,
        () ->
            patched.toBuilder()
                .setDefinition(StandardTableDefinition.of(Schema.of(more.subList(1, 4))))
                .build()
                .update());
  }

  @Test
  void aTableKeepsItsClusteringDescriptionsAndLabels() {
    TableInfo wanted =
        TableInfo.newBuilder(id("kept"), clustered("id", "day"))
            .setDescription("one row a thing")
            .setLabels(Map.of("team", "a"))
            .build();
    place.client().create(wanted);
    Table there = place.client().getTable(id("kept"));
    StandardTableDefinition definition = there.getDefinition();
    assertThat(definition.getClustering().getFields(), is(List.of("id", "day")));
    assertThat(there.getDescription(), is("one row a thing"));
    assertThat(there.getLabels(), is(Map.of("team", "a")));
    List<Field> described =
        SCHEMA.getFields().stream()
            .map(f -> f.toBuilder().setDescription("about " + f.getName()).build())
            .toList();
    there.toBuilder()
        .setDescription("changed")
        .setDefinition(definition.toBuilder().setSchema(Schema.of(described)).build())
        .build()
        .update();
    Table changed = place.client().getTable(id("kept"));
    assertThat(changed.getDescription(), is("changed"));
    assertThat(
        changed.getDefinition().getSchema().getFields().get("id").getDescription(), is("about id"));
    assertThat(
        ((StandardTableDefinition) changed.getDefinition()).getClustering().getFields(),
        is(List.of("id", "day")));
  }

  private static StandardTableDefinition clustered(String... columns) {
    return StandardTableDefinition.newBuilder()
        .setSchema(SCHEMA)
        .setClustering(Clustering.newBuilder().setFields(List.of(columns)).build())
        .build();
  }

  @Test
  void aTableIsClusteredByColumnsThatItHas() {
    BigQueryException refused =
        assertThrows(
            BigQueryException.class,
            () -> place.client().create(TableInfo.of(id("wrong"), clustered("nothing"))));
    assertThat(refused.getReason(), is("invalid"));
  }

  @Test
  void aJobSaysWhatItReadAndCost() throws Exception {
    table("costs", null);
    Job loaded = run(load("costs", row("abc", "1", "2026-02-03")).build());
    LoadStatistics load = loaded.getStatistics();
    assertThat(load.getOutputRows(), is(1L));
    assertThat(load.getInputBytes(), is(greaterThan(0L)));
    Job queried = run(sql("SELECT id FROM DATASET.costs").setUseQueryCache(false).build());
    QueryStatistics query = queried.getStatistics();
    assertThat(query.getTotalBytesProcessed(), is(5L));
    assertThat(query.getTotalBytesBilled(), is(10L << 20));
    assertThat(query.getTotalSlotMs(), is(greaterThan(0L)));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(place.client().getTable(id("missing")), is(nullValue()));
    assertThat(place.client().getDataset("missing_dataset"), is(nullValue()));
    assertThat(fails(sql("SELECT 1 FROM DATASET.missing").build()).getReason(), is("notFound"));
  }

  @Test
  void aTableIsMadeOnce() {
    table("once", null);
    BigQueryException refused = assertThrows(BigQueryException.class, () -> table("once", null));
    assertThat(refused.getCode(), is(409));
    assertThat(refused.getReason(), is("duplicate"));
  }

  @Test
  void aDryRunSaysWhatItWouldReadAndRefusesWhatIsWrong() throws Exception {
    table("dry", null);
    run(load("dry", row("abc", "1", "2026-02-03")).build());
    Job dry =
        place
            .client()
            .create(
                JobInfo.of(job(), sql("SELECT id, day FROM DATASET.dry").setDryRun(true).build()));
    QueryStatistics statistics = dry.getStatistics();
    assertThat(statistics.getTotalBytesProcessed(), is(13L));
    BigQueryException wrong =
        assertThrows(
            BigQueryException.class,
            () ->
                place
                    .client()
                    .create(
                        JobInfo.of(
                            job(),
                            sql("SELECT nothing FROM DATASET.dry").setDryRun(true).build())));
    assertThat(wrong.getReason(), is("invalidQuery"));
  }

  @Test
  void aPartitionIsCopiedBetweenTablesThatAreCutAlike() throws Exception {
    table("from", TimePartitioning.Type.DAY);
    table("to", TimePartitioning.Type.DAY);
    table("flat", null);
    run(load("from$20260203", row("a", "1", "2026-02-03")).build());
    run(load("to$20260203", row("old", "1", "2026-02-03")).build());
    BigQueryException full = fails(CopyJobConfiguration.of(id("to$20260203"), id("from$20260203")));
    assertThat(full.getReason(), is("duplicate"));
    run(
        CopyJobConfiguration.newBuilder(id("to$20260203"), id("from$20260203"))
            .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
            .build());
    assertThat(rows("SELECT id FROM DATASET.to"), is(List.of("a")));
    fails(
        CopyJobConfiguration.newBuilder(id("to$20260203"), id("flat"))
            .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
            .build());
  }

  @Test
  void aCloneKeepsItsPartitions() throws Exception {
    table("base", TimePartitioning.Type.DAY);
    run(load("base$20260203", row("a", "1", "2026-02-03")).build());
    run(
        CopyJobConfiguration.newBuilder(id("cloned"), id("base"))
            .setOperationType("CLONE")
            .build());
    run(load("base$20260203", row("b", "1", "2026-02-03")).build());
    run(
        CopyJobConfiguration.newBuilder(id("base$20260203"), id("cloned$20260203"))
            .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
            .build());
    assertThat(rows("SELECT id FROM DATASET.base"), is(List.of("a")));
  }

  @Test
  void aSnapshotCannotBeWritten() throws Exception {
    table("alive", null);
    run(load("alive", row("a", "1", "2026-02-03")).build());
    run(
        CopyJobConfiguration.newBuilder(id("frozen"), id("alive"))
            .setOperationType("SNAPSHOT")
            .build());
    fails(load("frozen", row("b", "1", "2026-02-03")).build());
    assertThat(rows("SELECT id FROM DATASET.frozen"), is(List.of("a")));
  }

  @Test
  void aTransactionReplacesRowsAtOnceOrNotAtAll() throws Exception {
    table("slots", null);
    table("staged", null);
    run(load("slots", row("a", "1", "2026-02-03")).build());
    run(load("staged", row("b", "2", "2026-02-03")).build());
    String replace =
        "BEGIN TRANSACTION; DELETE FROM DATASET.slots WHERE day = DATE '2026-02-03'; "
            + "INSERT INTO DATASET.slots (id, amount, day) SELECT id, amount, day FROM "
            + "DATASET.staged; ";
    run(sql(replace + "COMMIT TRANSACTION;").build());
    assertThat(rows("SELECT id FROM DATASET.slots"), is(List.of("b")));
    fails(sql(replace + "SELECT ERROR('stop'); COMMIT TRANSACTION;").build());
    assertThat(rows("SELECT id FROM DATASET.slots"), is(List.of("b")));
  }

  @Test
  void aChangeIsSeenInTheTimesOfItsPartitionAlone() throws Exception {
    table("times", TimePartitioning.Type.DAY);
    run(load("times$20260203", row("a", "1", "2026-02-03")).build());
    run(load("times$20260204", row("b", "1", "2026-02-04")).build());
    String times =
        "SELECT partition_id, total_rows, last_modified_time FROM"
            + " `DATASET.INFORMATION_SCHEMA.PARTITIONS` WHERE table_name = 'times' ORDER BY 1";
    List<String> before = rows(times);
    run(load("times$20260203", row("c", "1", "2026-02-03")).build());
    List<String> after = rows(times);
    assertThat(after.get(1), is(before.get(1)));
    assertThat(after.get(0).compareTo(before.get(0)), greaterThan(0));
  }

  @Test
  void aTableMayRequireThatAQueryChoosesPartitions() throws Exception {
    place
        .client()
        .create(
            TableInfo.of(
                id("filtered"),
                StandardTableDefinition.newBuilder()
                    .setSchema(SCHEMA)
                    .setTimePartitioning(
                        TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                            .setField("day")
                            .setRequirePartitionFilter(true)
                            .build())
                    .build()));
    run(load("filtered$20260203", row("a", "1", "2026-02-03")).build());
    assertThat(
        fails(sql("SELECT id FROM DATASET.filtered").build()).getMessage(),
        containsString("partition elimination"));
    assertThat(
        rows("SELECT id FROM DATASET.filtered WHERE day = DATE '2026-02-03'"), is(List.of("a")));
  }

  @Test
  void theJobOfAnotherLocationKnowsNotTheDataset() {
    QueryJobConfiguration query = sql("SELECT 1 FROM DATASET.any").build();
    String elsewhere = place.location().equals("US") ? "EU" : "US";
    JobId id =
        JobId.newBuilder()
            .setJob("contract_" + Nondeterminism.newSalt())
            .setLocation(elsewhere)
            .build();
    BigQueryException failed =
        assertThrows(
            BigQueryException.class,
            () -> Client.done(place.client().create(JobInfo.of(id, query))));
    assertThat(failed.getMessage(), containsString("was not found in location"));
  }

  @Test
  void everyTypeArrivesUnchanged() throws Exception {
    Schema nested =
        Schema.of(
            Field.of("text", StandardSQLTypeName.STRING),
            Field.of("bytes", StandardSQLTypeName.BYTES),
            Field.of("whole", StandardSQLTypeName.INT64),
            Field.of("real", StandardSQLTypeName.FLOAT64),
            Field.of("yes", StandardSQLTypeName.BOOL),
            Field.of("small", StandardSQLTypeName.NUMERIC),
            Field.newBuilder("big", StandardSQLTypeName.BIGNUMERIC)
                .setPrecision(38L)
                .setScale(18L)
                .build(),
            Field.of("at", StandardSQLTypeName.TIMESTAMP),
            Field.newBuilder("tags", StandardSQLTypeName.STRING)
                .setMode(Field.Mode.REPEATED)
                .build(),
            Field.newBuilder(
                    "items",
                    StandardSQLTypeName.STRUCT,
                    FieldList.of(
                        Field.of("name", StandardSQLTypeName.STRING),
                        Field.newBuilder("prices", StandardSQLTypeName.NUMERIC)
                            .setMode(Field.Mode.REPEATED)
                            .build()))
                .setMode(Field.Mode.REPEATED)
                .build());
    String select =
        "SELECT 'a' || chr(0) || '😀' AS text, '\\xAB'::BLOB AS bytes, -9223372036854775808 AS whole,"
            + " 0.1::DOUBLE AS real, true AS yes,"
            + " 12345678901234567890123456789.123456789::DECIMAL(38,9) AS small,"
            + " 12345678901234567890.123456789012345678::DECIMAL(38,18) AS big,"
            + " TIMESTAMPTZ '1931-02-03 04:05:06.123457+00' AS at, []::VARCHAR[] AS tags,"
            + " [{'name': NULL, 'prices': [1.5::DECIMAL(38,9)]}, {'name': 'x', 'prices': []}]"
            + "  AS items";
    run(
        load("types", select.replace("-9223372036854775808", "(-9223372036854775808)::BIGINT"))
            .setSchema(nested)
            .build());
    FieldValueList row =
        place.client().listTableData(id("types"), nested).iterateAll().iterator().next();
    assertThat(row.get("text").getStringValue(), is("a\0😀"));
    assertThat(row.get("bytes").getBytesValue(), is(new byte[] {(byte) 0xAB}));
    assertThat(row.get("whole").getLongValue(), is(Long.MIN_VALUE));
    assertThat(row.get("real").getDoubleValue(), is(0.1));
    assertThat(row.get("yes").getBooleanValue(), is(true));
    assertThat(
        row.get("small").getNumericValue().toPlainString(),
        is("12345678901234567890123456789.123456789"));
    assertThat(
        row.get("big").getNumericValue().toPlainString(),
        is("12345678901234567890.123456789012345678"));
    assertThat(row.get("at").getTimestampValue(), is(-1227902093876543L));
    assertThat(row.get("tags").getRepeatedValue().size(), is(0));
    List<com.google.cloud.bigquery.FieldValue> items = row.get("items").getRepeatedValue();
    assertThat(items.size(), is(2));
    assertThat(items.get(0).getRecordValue().get(0).isNull(), is(true));
    assertThat(
        items
            .get(0)
            .getRecordValue()
            .get(1)
            .getRepeatedValue()
            .get(0)
            .getNumericValue()
            .toPlainString(),
        is("1.5"));
  }

  @Test
  void aQueryThatWouldReadTooMuchIsNotRun() throws Exception {
    table("costly", null);
    run(load("costly", "SELECT CAST(i AS VARCHAR) AS id FROM range(25) t(i)").build());
    assertThat(
        fails(sql("SELECT id FROM DATASET.costly").setMaximumBytesBilled(1L).build()).getReason(),
        is("bytesBilledLimitExceeded"));
  }

  @Test
  void aTablePartitionedByTheTimeOfIngestionSaysSo() {
    place
        .client()
        .create(
            TableInfo.of(
                id("ingested"),
                StandardTableDefinition.newBuilder()
                    .setSchema(SCHEMA)
                    .setTimePartitioning(TimePartitioning.of(TimePartitioning.Type.DAY))
                    .build()));
    StandardTableDefinition definition = place.client().getTable(id("ingested")).getDefinition();
    assertThat(definition.getTimePartitioning().getField(), is(nullValue()));
  }

  @Test
  void aViewIsNoTable() {
    place
        .client()
        .create(
            TableInfo.of(
                id("viewed"), com.google.cloud.bigquery.ViewDefinition.of("SELECT 1 AS one")));
    assertThat(
        place.client().getTable(id("viewed")).getDefinition().getType(),
        is(com.google.cloud.bigquery.TableDefinition.Type.VIEW));
    fails(load("viewed", row("a", "1", "2026-02-03")).build());
  }

  @Test
  void aResultHasPages() throws Exception {
    table("paged", null);
    run(load("paged", "SELECT CAST(i AS VARCHAR) AS id FROM range(25) t(i)").build());
    int seen = 0;
    for (FieldValueList row :
        run(sql("SELECT id FROM DATASET.paged").build())
            .getQueryResults(com.google.cloud.bigquery.BigQuery.QueryResultsOption.pageSize(10))
            .iterateAll()) {
      assertThat(row.get(0).getValue(), is(notNullValue()));
      seen++;
    }
    assertThat(seen, is(25));
  }

  @Test
  void parametersAreValues() throws Exception {
    assertThat(
        rows(
            sql("SELECT @name AS name, @day AS day, 2 IN UNNEST(@numbers) AS found")
                .addNamedParameter("name", QueryParameterValue.string("it's \\ ok"))
                .addNamedParameter("day", QueryParameterValue.date("2026-02-03"))
                .addNamedParameter(
                    "numbers",
                    QueryParameterValue.array(new Long[] {1L, 2L}, StandardSQLTypeName.INT64))
                .build()),
        is(List.of("it's \\ ok 2026-02-03 true")));
  }

  @Test
  void aPartitionWhoseTimeIsOverDropsWhatIsLoaded() throws Exception {
    place
        .client()
        .create(
            TableInfo.of(
                id("expiring"),
                StandardTableDefinition.newBuilder()
                    .setSchema(SCHEMA)
                    .setTimePartitioning(
                        TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                            .setField("day")
                            .setExpirationMs(86_400_000L)
                            .build())
                    .build()));
    run(load("expiring$20200203", row("a", "1", "2020-02-03")).build());
    assertThat(rows("SELECT id FROM DATASET.expiring"), is(List.of()));
  }
}
