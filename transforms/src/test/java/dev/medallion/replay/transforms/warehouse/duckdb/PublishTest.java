package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CUSTOMERS;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.MONTHS;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishTest {
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  @Test
  void publishedRowsAreInTheTableAndTheirHeadIsVersionOne() {
    PublishReport report =
        lake.publish("r1", day(PAYMENTS, 3, 0, 7), day(CHARGES, 3, 0, 7, 8), day(CHARGES, 2, 0, 9));

    assertThat(
        report.partitions().stream().map(p -> p.partition().toString()).toList(),
        contains("charges/2026-02-02", "charges/2026-02-03", "fct_payments/2026-02-03"));
    assertThat(report.count(Action.REPLACED), is(3L));
    assertThat(amounts(), contains("9", "7", "8"));
    Head head = head("2026-02-03");
    assertThat(head.version(), is(1));
    assertThat(head.runId(), is("r1"));
    assertThat(head.content().rows(), is(2L));
    StagedFile kept = head.files().get(0);
    assertThat(Lake.file(Path.of(kept.uri()), 2), equalTo(kept));
  }

  @Test
  void hiddenColumnsAreStored() {
    lake.publish("r1", day(CHARGES, 3, 0, 7));
    assertThat(lake.query("SELECT _version FROM silver.charges"), is(List.of(List.of("v1"))));
  }

  @Test
  void publishingTheSameRowsAgainSkipsThemAndKeepsTheVersion() {
    lake.publish("r1", day(CHARGES, 3, 0, 7));
    PublishReport again = lake.publish("r2", day(CHARGES, 3, 1, 7));
    assertThat(again.count(Action.SKIPPED), is(1L));
    assertThat(again.count(Action.REPLACED), is(0L));
    assertThat(head("2026-02-03").version(), is(1));
    assertThat(head("2026-02-03").runId(), is("r1"));
  }

  @Test
  void aSkippedPartitionsHeadLearnsItsCompletenessAndInputs() {
    Replacement first = day(CHARGES, 3, 0, 7);
    lake.publish("r1", with(first, Completeness.openUntil(LocalDate.parse("2026-03-10")), "old"));
    lake.publish("r2", with(day(CHARGES, 3, 1, 7), Completeness.COMPLETE, "new"));
    assertThat(head("2026-02-03").version(), is(1));
    assertThat(head("2026-02-03").completeness(), is(Completeness.COMPLETE));
    assertThat(head("2026-02-03").inputs(), is(Map.of("a/b", "new")));
  }

  @Test
  void otherRowsReplaceThePartitionAndNothingElse() {
    lake.publish("r1", day(CHARGES, 2, 0, 1), day(CHARGES, 3, 0, 7, 8));
    PublishReport report = lake.publish("r2", day(CHARGES, 3, 1, 70));
    assertThat(amounts(), contains("1", "70"));
    assertThat(head("2026-02-03").version(), is(2));
    assertThat(head("2026-02-02").version(), is(1));
    PublishedPartition published = report.partitions().get(0);
    assertThat(published.before().rows(), is(2L));
    assertThat(published.after().rows(), is(1L));
  }

  @Test
  void aPartitionWithoutRowsIsEmptied() {
    lake.publish("r1", day(CHARGES, 2, 0, 1), day(CHARGES, 3, 0, 7));
    PublishReport report = lake.publish("r2", day(CHARGES, 3, 1));
    assertThat(report.count(Action.EMPTIED), is(1L));
    assertThat(amounts(), contains("1"));
    assertThat(head("2026-02-03").version(), is(2));
    assertThat(head("2026-02-03").content(), is(Content.EMPTY));
    assertThat(head("2026-02-03").files(), is(empty()));
  }

  @Test
  void aPartitionThatNeverHadRowsGetsAHeadAndItsTableIsMade() {
    PublishReport report = lake.publish("r1", day(CHARGES, 3, 0));
    assertThat(report.count(Action.SKIPPED), is(1L));
    assertThat(head("2026-02-03").version(), is(1));
    assertThat(amounts(), is(empty()));
  }

  @Test
  void whatSomebodyChangedByHandIsPutRightAsANewVersion() {
    lake.publish("r1", day(CHARGES, 3, 0, 7));
    lake.execute("UPDATE silver.charges SET amount = 8");
    PublishReport report = lake.publish("r2", day(CHARGES, 3, 1, 7));
    assertThat(report.count(Action.REPLACED), is(1L));
    assertThat(amounts(), contains("7"));
    assertThat(head("2026-02-03").version(), is(2));
  }

  @Test
  void rowsThatSomebodyElseWroteAreLeftAndGetAHeadOfOurOwnFiles() {
    lake.publish("r1", day(CHARGES, 3, 0, 7));
    lake.execute("UPDATE silver.charges SET amount = 8");
    PublishReport report = lake.publish("r2", day(CHARGES, 3, 1, 8));
    assertThat(report.count(Action.SKIPPED), is(1L));
    assertThat(head("2026-02-03").version(), is(2));
    assertThat(head("2026-02-03").runId(), is("r2"));
  }

  @Test
  void theSameRunPublishingTheSameChangeSetAgainIsToldWhatItDid() {
    ChangeSet changes =
        ChangeSets.of(List.of(day(CHARGES, 2, 0, 1), day(CHARGES, 3, 0, 7)), Map.of());
    PublishReport first = lake.publish("r1", changes);
    SortedMap<String, List<List<String>>> before = lake.everything();
    PublishReport second = lake.publish("r1", changes);
    assertThat(second.alreadyApplied(), is(true));
    assertThat(second.partitions(), is(first.partitions()));
    assertThat(lake.everything(), is(before));
  }

  @Test
  void aRunThatPublishedCannotPublishAnotherChangeSet() {
    lake.publish("r1", day(CHARGES, 3, 0, 7));
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> lake.publish("r1", day(CHARGES, 3, 1, 8)));
    assertThat(e.getMessage(), containsString("run r1 already published another change set"));
    assertThat(amounts(), contains("7"));
  }

  @Test
  void theJournalSaysWhatWasDoneByWhom() {
    lake.publish("r1", day(CHARGES, 2, 0, 1), day(CHARGES, 3, 0, 7, 8));
    lake.publish("r2", day(CHARGES, 2, 1, 1), day(CHARGES, 3, 1));
    assertThat(
        lake.query(
            "SELECT run_id, table_name, partition, action, rows_before, rows_after, version,"
                + " published_at = TIMESTAMPTZ '2026-03-01 00:01:00+00'"
                + " FROM ops.replay_partitions ORDER BY run_id, position"),
        contains(
            List.of("r1", "silver.charges", "2026-02-02", "replaced", "0", "1", "1", "true"),
            List.of("r1", "silver.charges", "2026-02-03", "replaced", "0", "2", "1", "true"),
            List.of("r2", "silver.charges", "2026-02-02", "skipped", "1", "1", "1", "true"),
            List.of("r2", "silver.charges", "2026-02-03", "emptied", "2", "0", "2", "true")));
    assertThat(
        lake.query("SELECT run_id, model, verdict, window_from FROM ops.replay_runs ORDER BY 1"),
        contains(
            List.of("r1", "payments", "good", "2026-02-01"),
            List.of("r2", "payments", "good", "2026-02-01")));
  }

  @Test
  void aMonthIsReplacedWhole() {
    String february =
        "SELECT * FROM (VALUES (1, DATE '2026-02-01'), (2, DATE '2026-02-28')) t(id, day)";
    String march = "SELECT 3 AS id, DATE '2026-03-01' AS day";
    lake.publish(
        "r1",
        lake.replacement(MONTHS, "2026-02", february, 0),
        lake.replacement(MONTHS, "2026-03", march, 0));
    lake.publish(
        "r2", lake.replacement(MONTHS, "2026-02", "SELECT 9 AS id, DATE '2026-02-14' AS day", 1));
    assertThat(
        lake.query("SELECT id FROM gold.months ORDER BY day"),
        contains(List.of("9"), List.of("3")));
    PublishReport again = lake.publish("r3", lake.replacement(MONTHS, "2026-03", march, 1));
    assertThat(again.count(Action.SKIPPED), is(1L));
  }

  @Test
  void aTableOfGrainNoneIsReplacedWhole() {
    lake.publish("r1", lake.replacement(CUSTOMERS, "all", "SELECT unnest([1, 2]) AS id", 0));
    lake.publish("r2", lake.replacement(CUSTOMERS, "all", "SELECT unnest([2, 3]) AS id", 1));
    assertThat(
        lake.query("SELECT id FROM silver.customers ORDER BY 1"),
        contains(List.of("2"), List.of("3")));
    assertThat(lake.version(CUSTOMERS, "all"), is(2));
  }

  @Test
  void namesAndValuesWithQuotesAndDotsAreNamesAndValues() {
    TableRef odd = new TableRef("o\"dd; --'t.x", "sil\"ver", "the \"day\"'", Grain.DAY);
    String select = "SELECT 'it''s \"' AS \"i\"\"d'\", DATE '2026-02-03' AS \"the \"\"day\"\"'\"";
    lake.publish("r1", lake.replacement(odd, "2026-02-03", select, 0));
    PublishReport again = lake.publish("r2", lake.replacement(odd, "2026-02-03", select, 1));
    assertThat(again.count(Action.SKIPPED), is(1L));
    assertThat(lake.version(odd, "2026-02-03"), is(1));
  }

  @Test
  void publishedFilesDoNotDependOnTheStagedOnes() throws IOException {
    Replacement replacement = day(CHARGES, 3, 0, 7);
    lake.publish("r1", replacement);
    Files.delete(Path.of(replacement.result().files().get(0).uri()));
    assertThat(Files.exists(Path.of(head("2026-02-03").files().get(0).uri())), is(true));
  }

  private Replacement day(TableRef table, int day, int expected, int... amounts) {
    String value = "2026-02-0" + day;
    String select =
        amounts.length == 0 ? charges(value, 0) + " WHERE false" : charges(value, amounts);
    return lake.replacement(table, value, select, expected);
  }

  private static Replacement with(Replacement r, Completeness completeness, String input) {
    PartitionResult result = r.result();
    return new Replacement(
        r.table(),
        r.partitionColumn(),
        r.grain(),
        new PartitionResult(
            result.partition(),
            result.columns(),
            result.files(),
            result.content(),
            new TreeMap<>(Map.of("a/b", input))),
        completeness,
        r.expectedVersion());
  }

  private Head head(String day) {
    return lake.warehouse().read(List.of(CHARGES)).head(CHARGES.partition(day)).orElseThrow();
  }

  private List<String> amounts() {
    return lake.query("SELECT amount FROM silver.charges ORDER BY created_date, amount").stream()
        .map(row -> row.get(0))
        .toList();
  }
}
