package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.CUSTOMERS;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Field.Mode;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.flow.publish.Publication;
import dev.medallion.replay.transforms.repair.rollback.Rollback;
import dev.medallion.replay.transforms.repair.rollback.RollbackPlanner;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody adds columns, of whatever type, and rows with values in them. A run replaces those rows;
 * the rollback of that run brings them back as they were.
 */
class ForeignColumnsTest extends OnBigQueryServer {
  private static final String PROJECT = "a-project";
  private static final String DAY = "2026-02-03";

  private static int lakes;

  @TempDir Path folder;

  private final Datasets datasets = new Datasets(PROJECT, "foreign" + lakes++);
  private final BigQuery client = BigQueryClient.at(server.endpoint(), PROJECT);
  private Staging staging;

  @BeforeEach
  void stage() {
    staging = new Staging(folder);
  }

  private Warehouse warehouse() {
    return BigQueryWarehouse.of(
        datasets, Address.of(folder.resolve("state")), client, () -> "EU", owner -> false);
  }

  private PublishReport publish(String run, Replacement... replacements) {
    return Publication.publish(
        warehouse(),
        ChangeSets.of(List.of(replacements), Map.of()),
        Staging.context(run, "", DeadLetterChange.NONE, TakesBack.NOTHING));
  }

  private void good(PublishReport report) {
    assertThat(report.outcomes().toString(), report.isWhole(), is(true));
  }

  private void takeBack(String by, String run) {
    JournalView view = warehouse().journal(run);
    JournalRun taken =
        view.runs().stream().filter(r -> r.runId().equals(run)).findFirst().orElseThrow();
    Rollback rollback = new RollbackPlanner(view, taken, Set.of()).plan();
    assertThat(rollback.findings(), is(empty()));
    good(
        Publication.publish(
            warehouse(),
            rollback.changes(),
            Staging.context(by, run, DeadLetterChange.NONE, rollback.takesBack())));
  }

  private void add(TableRef table, Field... columns) {
    Table there = client.getTable(datasets.table(table));
    StandardTableDefinition definition = there.getDefinition();
    List<Field> all = new ArrayList<>(definition.getSchema().getFields());
    all.addAll(Arrays.asList(columns));
    client.update(
        there.toBuilder()
            .setDefinition(definition.toBuilder().setSchema(Schema.of(all)).build())
            .build());
  }

  private void insert(TableRef table, String columns, String select) throws InterruptedException {
    client.query(
        QueryJobConfiguration.of(
            "INSERT INTO " + name(table) + " (" + columns + ") SELECT " + select));
  }

  private String name(TableRef table) {
    return GoogleSql.table(datasets.table(table));
  }

  /** All that a table holds, with the types of its columns. */
  private List<String> rows(TableRef table) throws InterruptedException {
    List<String> rows = new ArrayList<>();
    var result =
        client.query(QueryJobConfiguration.of("SELECT * FROM " + name(table) + " ORDER BY id"));
    for (FieldValueList row : result.iterateAll()) {
      List<String> values = new ArrayList<>();
      row.forEach(value -> values.add(text(value)));
      rows.add(String.join(" | ", values));
    }
    Schema schema = client.getTable(datasets.table(table)).getDefinition().getSchema();
    schema.getFields().stream().map(f -> f.getName() + " " + Fields.text(f)).forEach(rows::add);
    return rows;
  }

  private static String text(FieldValue value) {
    return value.getValue() instanceof List<?> parts
        ? parts.stream().map(p -> text((FieldValue) p)).toList().toString()
        : String.valueOf(value.getValue());
  }

  private static Field column(String name, StandardSQLTypeName type) {
    return Field.of(name, type);
  }

  private static Field list(String name, StandardSQLTypeName type, Field... parts) {
    return Field.newBuilder(name, type, parts).setMode(Mode.REPEATED).build();
  }

  private static Field digits(String name, StandardSQLTypeName type, long precision, long scale) {
    return Field.newBuilder(name, type).setPrecision(precision).setScale(scale).build();
  }

  private static final Field[] COLUMNS = {
    column("f_text", StandardSQLTypeName.STRING),
    column("f_bytes", StandardSQLTypeName.BYTES),
    column("f_int", StandardSQLTypeName.INT64),
    column("f_float", StandardSQLTypeName.FLOAT64),
    column("f_bool", StandardSQLTypeName.BOOL),
    column("f_date", StandardSQLTypeName.DATE),
    column("f_timestamp", StandardSQLTypeName.TIMESTAMP),
    column("f_datetime", StandardSQLTypeName.DATETIME),
    column("f_time", StandardSQLTypeName.TIME),
    column("f_json", StandardSQLTypeName.JSON),
    column("f_numeric", StandardSQLTypeName.NUMERIC),
    digits("f_numeric_5", StandardSQLTypeName.NUMERIC, 5, 2),
    column("f_big", StandardSQLTypeName.BIGNUMERIC),
    digits("f_big_38", StandardSQLTypeName.BIGNUMERIC, 38, 18),
    digits("f_big_50", StandardSQLTypeName.BIGNUMERIC, 50, 20),
    list("f_numerics", StandardSQLTypeName.NUMERIC),
    list("f_bigs", StandardSQLTypeName.BIGNUMERIC),
    list("f_datetimes", StandardSQLTypeName.DATETIME),
    list("f_jsons", StandardSQLTypeName.JSON),
    list("f_blobs", StandardSQLTypeName.BYTES),
    Field.of(
        "f_record",
        StandardSQLTypeName.STRUCT,
        list("amounts", StandardSQLTypeName.NUMERIC),
        column("at", StandardSQLTypeName.TIME),
        column("raw", StandardSQLTypeName.BYTES),
        Field.of("deep", StandardSQLTypeName.STRUCT, column("j", StandardSQLTypeName.JSON))),
    list(
        "f_records",
        StandardSQLTypeName.STRUCT,
        column("n", StandardSQLTypeName.NUMERIC),
        column("when", StandardSQLTypeName.DATETIME),
        column("stamp", StandardSQLTypeName.TIMESTAMP),
        list("notes", StandardSQLTypeName.JSON),
        list("parts", StandardSQLTypeName.STRUCT, column("big", StandardSQLTypeName.BIGNUMERIC)))
  };

  private static final String NAMES =
      "id, created_date, amount, "
          + String.join(", ", Arrays.stream(COLUMNS).map(Field::getName).toList());

  private static String extremes(String key) {
    return key
        + ", 'tab\\tand \"quotes\" \\\\', b'\\x00\\xff', -9223372036854775807,"
        + " CAST('-Infinity' AS FLOAT64), false, DATE '0001-01-01',"
        + " TIMESTAMP '1969-12-31 23:59:59.999999+00', DATETIME '1969-12-31 23:59:59.999999',"
        + " TIME '23:59:59.999999', JSON '{\"a\": [1, null, \"x\\'y\"], \"b\": {}}',"
        + " NUMERIC '-99999999999999999999999999999.999999999', NUMERIC '-999.99',"
        + " BIGNUMERIC '-12345678901234567890.123456789012345678',"
        + " BIGNUMERIC '12345678901234567890.123456789012345678',"
        + " BIGNUMERIC '-123456789012345678.000000000000000001',"
        + " [NUMERIC '0.000000001', NUMERIC '-1'], [BIGNUMERIC '0.000000000000000001'],"
        + " [DATETIME '0001-01-01 00:00:00', DATETIME '9999-12-31 23:59:59.999999'],"
        + " [JSON 'null', JSON '\"text\"', JSON '7'], [b'\\xfe', b''],"
        + " STRUCT([NUMERIC '3', NUMERIC '1', NUMERIC '2'] AS amounts, TIME '00:00:00.000001' AS at,"
        + "   b'\\x00z' AS raw, STRUCT(JSON '[]' AS j) AS deep),"
        + " [STRUCT(NUMERIC '1.5' AS n, DATETIME '1960-02-29 12:00:00.000001' AS `when`,"
        + "    TIMESTAMP '1960-01-01 00:00:00.000001+00' AS stamp,"
        + "    [JSON '{\"k\": \"ü\"}', JSON '2'] AS notes,"
        + "    [STRUCT(BIGNUMERIC '2' AS big), STRUCT(BIGNUMERIC '1' AS big)] AS parts),"
        + "  STRUCT(CAST(NULL AS NUMERIC) AS n, CAST(NULL AS DATETIME) AS `when`,"
        + "    CAST(NULL AS TIMESTAMP) AS stamp, ARRAY<JSON>[] AS notes,"
        + "    [STRUCT(CAST(NULL AS BIGNUMERIC) AS big)] AS parts)]";
  }

  /** Whose rows have values in all columns, in some, and in none. */
  private void write(TableRef table, String... keys) throws InterruptedException {
    insert(table, NAMES, extremes(keys[0]));
    insert(table, "id, created_date, amount", keys[1]);
    insert(
        table,
        "id, created_date, amount, f_json, f_record",
        keys[2]
            + ", JSON 'null', STRUCT(ARRAY<NUMERIC>[] AS amounts, CAST(NULL AS TIME) AS at,"
            + " CAST(NULL AS BYTES) AS raw, STRUCT(CAST(NULL AS JSON) AS j) AS deep)");
  }

  @Test
  void rowsOfAPartitionComeBack() throws Exception {
    good(publish("r1", staging.replacement(CHARGES, DAY, charges(DAY, 1), 0)));
    add(CHARGES, COLUMNS);
    write(
        CHARGES,
        "'f1', DATE '2026-02-03', 7",
        "'f2', DATE '2026-02-03', 8",
        "'f3', DATE '2026-02-03', 9");
    List<String> foreign = rows(CHARGES);
    assertThat(foreign, hasSize(4 + 4 + COLUMNS.length));

    good(publish("r2", staging.replacement(CHARGES, DAY, charges(DAY, 1, 2), 1)));
    assertThat(rows(CHARGES), hasSize(2 + 4 + COLUMNS.length));
    takeBack("b2", "r2");
    assertThat(rows(CHARGES), is(foreign));

    takeBack("b3", "b2");
    assertThat(rows(CHARGES), is(not(foreign)));
    takeBack("b4", "b3");
    assertThat(rows(CHARGES), is(foreign));
  }

  @Test
  void rowsOfATableWithoutPartitionsComeBack() throws Exception {
    String select = "SELECT 'c1' AS id, DATE '2026-02-03' AS created_date, 1::BIGINT AS amount";
    good(publish("r1", staging.replacement(CUSTOMERS, Grain.ALL, select, 0)));
    add(CUSTOMERS, COLUMNS);
    write(
        CUSTOMERS,
        "'f1', DATE '2026-02-03', 7",
        "'f2', DATE '2026-02-03', 8",
        "'f3', DATE '2026-02-03', 9");
    List<String> foreign = rows(CUSTOMERS);

    good(publish("r2", staging.replacement(CUSTOMERS, Grain.ALL, select, 1)));
    takeBack("b2", "r2");

    assertThat(rows(CUSTOMERS), is(foreign));
  }

  @Test
  void columnsThatAreGoneComeBackWithTheirTypes() throws Exception {
    good(publish("r1", staging.replacement(CHARGES, DAY, charges(DAY, 1), 0)));
    add(CHARGES, COLUMNS);
    write(
        CHARGES,
        "'f1', DATE '2026-02-03', 7",
        "'f2', DATE '2026-02-03', 8",
        "'f3', DATE '2026-02-03', 9");
    List<String> foreign = rows(CHARGES);
    good(publish("r2", staging.replacement(CHARGES, DAY, charges(DAY, 1, 2), 1)));
    TableId id = datasets.table(CHARGES);
    client.delete(id);

    takeBack("b2", "r2");

    assertThat(rows(CHARGES), is(foreign));
  }

  @Test
  void aPartitionWithSmallIntegersComesBackBesideOneThatSomebodyTouched() throws Exception {
    String other = "2026-02-04";
    String day = ", (1::TINYINT) AS small FROM (" + charges(DAY, 1) + ")";
    String next = ", (1::TINYINT) AS small FROM (" + charges(other, 1) + ")";
    good(
        publish(
            "r1",
            staging.replacement(CHARGES, DAY, "SELECT *" + day, 0),
            staging.replacement(CHARGES, other, "SELECT *" + next, 0)));
    insert(CHARGES, "id, created_date, small", "'f1', DATE '2026-02-03', 100");
    List<String> foreign = rows(CHARGES);
    good(
        publish(
            "r2",
            staging.replacement(CHARGES, DAY, "SELECT * REPLACE (5 AS amount)" + day, 1),
            staging.replacement(CHARGES, other, "SELECT * REPLACE (6 AS amount)" + next, 1)));

    takeBack("b2", "r2");

    assertThat(rows(CHARGES), is(foreign));
  }

  @Test
  void aTableWithRequiredColumnsAndDigitsOfItsOwnHasItsRowsAgain() throws Exception {
    good(publish("r1", staging.replacement(CHARGES, DAY, charges(DAY, 1), 0)));
    good(publish("r2", staging.replacement(CHARGES, "2026-02-04", charges("2026-02-04", 1), 0)));
    TableId id = datasets.table(CHARGES);
    Table there = client.getTable(id);
    StandardTableDefinition definition = there.getDefinition();
    List<Field> fields = new ArrayList<>();
    for (Field field : definition.getSchema().getFields()) {
      fields.add(
          field.getName().equals("id") ? field.toBuilder().setMode(Mode.REQUIRED).build() : field);
    }
    fields.addAll(List.of(COLUMNS));
    fields.add(digits("f_wide", StandardSQLTypeName.BIGNUMERIC, 50, 20));
    client.delete(id);
    client.create(TableInfo.of(id, definition.toBuilder().setSchema(Schema.of(fields)).build()));
    write(
        CHARGES,
        "'f1', DATE '2026-02-03', 7",
        "'f2', DATE '2026-02-03', 8",
        "'f3', DATE '2026-02-04', 9");
    List<String> foreign = rows(CHARGES);
    good(
        publish(
            "r3",
            staging.replacement(CHARGES, DAY, charges(DAY, 2), 1),
            staging.replacement(CHARGES, "2026-02-04", charges("2026-02-04", 2), 1)));

    takeBack("b3", "r3");

    assertThat(rows(CHARGES), is(foreign));
  }
}
