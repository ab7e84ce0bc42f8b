package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.CUSTOMERS;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import dev.medallion.replay.bigqueryserver.faults.Fault;
import dev.medallion.replay.transforms.flow.publish.Publication;
import dev.medallion.replay.transforms.model.TableOptions;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.JobUsage;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How tables are kept and described as their model says, and what that cost. */
class TableOptionsTest extends OnBigQueryServer {
  private static final String DAY = "2026-02-03";
  private static final String CUSTOMER_ROWS =
      "SELECT 'c' || range AS id, %d::BIGINT AS amount, 'v1' AS _version FROM range(3)";

  private static int lakes;

  @TempDir Path folder;

  private final Datasets datasets = new Datasets("a-project", "described" + lakes++);

  @AfterEach
  void noMoreFaults() {
    server.faults().clear();
  }

  private static BigQuery client() {
    return BigQueryClient.at(server.endpoint(), "a-project");
  }

  private PublishReport publish(String run, TableOptions options, Replacement replacement) {
    return Publication.publish(
        BigQueryWarehouse.of(
            datasets, Address.of(folder.resolve("state")), client(), () -> "EU", owner -> true),
        ChangeSets.of(List.of(replacement), Map.of()),
        Staging.context(run, new TreeMap<>(Map.of(replacement.table(), options))));
  }

  private Replacement day(int version, int... amounts) {
    return new Staging(folder).replacement(CHARGES, DAY, charges(DAY, amounts), version);
  }

  private Replacement customers(int version, int amount) {
    return new Staging(folder)
        .replacement(CUSTOMERS, "all", CUSTOMER_ROWS.formatted(amount), version);
  }

  private static TableOptions options(List<String> clusterBy, String table, String amount) {
    return new TableOptions(clusterBy, table, new TreeMap<>(Map.of("amount", amount)));
  }

  private Table table(TableRef table) {
    return client().getTable(datasets.table(table));
  }

  private String described(TableRef table, String column) {
    return table(table).getDefinition().getSchema().getFields().get(column).getDescription();
  }

  private List<String> clustered(TableRef table) {
    StandardTableDefinition definition = table(table).getDefinition();
    return definition.getClustering().getFields();
  }

  private long changes() {
    return server.calls().entries().stream()
        .filter(c -> c.method().matches("PATCH|PUT"))
        .filter(c -> c.path().contains(datasets.prefix() + "_"))
        .count();
  }

  @Test
  void aNewTableIsClusteredDescribedAndLabelled() {
    PublishReport report =
        publish("r1", options(List.of("id", "amount"), "One a charge", "In cents"), day(0, 7));

    assertThat(clustered(CHARGES), is(List.of("id", "amount")));
    assertThat(table(CHARGES).getDescription(), is("One a charge"));
    assertThat(described(CHARGES, "amount"), is("In cents"));
    assertThat(described(CHARGES, "id"), is(nullValue()));
    assertThat(
        table(CHARGES).getLabels(),
        is(Map.of(JobLabels.LAYER, "silver", JobLabels.MODEL, "payments")));
    assertThat(report.work().notes(), is(empty()));
  }

  @Test
  void aChangedDescriptionIsWrittenOnceAndBeforeTheLoads() {
    publish("r1", options(List.of(), "old", "old"), day(0, 7));
    long before = changes();
    int calls = server.calls().entries().size();
    publish("r2", options(List.of(), "new", "newer"), day(1, 8));

    assertThat(changes(), is(before + 1));
    List<String> later =
        server.calls().entries().stream()
            .skip(calls)
            .map(c -> c.method() + " " + c.path())
            .toList();
    assertThat(
        first(later, "(PATCH|PUT) .*/tables/charges.*"),
        lessThan(first(later, "GET .*/jobs/replay_[0-9a-f]{64}.*")));
    assertThat(table(CHARGES).getDescription(), is("new"));
    assertThat(described(CHARGES, "amount"), is("newer"));
    publish("r3", options(List.of(), "new", "newer"), day(2, 9));
    assertThat("nothing else changes", changes(), is(before + 1));
  }

  private static int first(List<String> calls, String pattern) {
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).matches(pattern)) {
        return i;
      }
    }
    throw new AssertionError(pattern + " in " + calls);
  }

  @Test
  void whatTheModelDoesNotDescribeStays() {
    publish("r1", options(List.of(), "by hand", "by hand"), day(0, 7));
    publish("r2", TableOptions.NONE, day(1, 8));

    assertThat(table(CHARGES).getDescription(), is("by hand"));
    assertThat(described(CHARGES, "amount"), is("by hand"));
  }

  @Test
  void aTableThatIsClusteredOtherwiseIsWrittenAndThatIsTold() {
    publish("r1", options(List.of("amount"), "t", "a"), day(0, 7));
    PublishReport report = publish("r2", options(List.of("id"), "t", "a"), day(1, 8));

    assertThat(report.isWhole(), is(true));
    assertThat(clustered(CHARGES), is(List.of("amount")));
    assertThat(
        report.work().notes().get(0),
        containsString("is clustered by amount, the model wants id; it was left as it is"));
  }

  @Test
  void aTableThatIsReplacedWholeStaysAsItIs() {
    publish("r1", options(List.of("id"), "All customers", "In cents"), customers(0, 1));
    publish("r2", TableOptions.NONE, customers(1, 2));

    assertThat(clustered(CUSTOMERS), is(List.of("id")));
    assertThat(table(CUSTOMERS).getDescription(), is("All customers"));
    assertThat(described(CUSTOMERS, "amount"), is("In cents"));
  }

  @Test
  void aDescriptionThatCannotBeWrittenKeepsNoRowsBack() {
    publish("r1", options(List.of(), "old", "old"), day(0, 7));
    server.faults().add(Fault.next(Fault.Kind.ACCESS_DENIED, "PATCH", "/tables/charges"));
    PublishReport report = publish("r2", options(List.of(), "new", "new"), day(1, 8));

    assertThat(report.isWhole(), is(true));
    assertThat(table(CHARGES).getDescription(), is("old"));
    assertThat(report.work().notes().get(0), containsString("charges could not be described"));
  }

  @Test
  void aPublicationSaysWhatItsJobsDid() {
    JobUsage usage = publish("r1", TableOptions.NONE, day(0, 7, 8)).work().usage();

    assertThat(usage.loadJobs(), is(1L));
    assertThat(usage.rowsLoaded(), is(2L));
    assertThat(usage.bytesLoaded(), is(greaterThan(100L)));
    assertThat(usage.failedJobs(), is(0L));
    assertThat(usage.slotMillis(), is(greaterThan(0L)));
    JobUsage emptied = publish("r2", TableOptions.NONE, day(1)).work().usage();
    assertThat(emptied.loadJobs(), is(0L));
    assertThat(emptied.queryJobs(), is(greaterThan(0L)));
    assertThat(emptied.bytesProcessed(), is(greaterThan(0L)));
    assertThat(emptied.bytesBilled(), is(greaterThan(emptied.bytesProcessed())));
  }

  @Test
  void aRunThatPublishesAgainIsToldWhatItCostThen() {
    Replacement day = day(0, 7);
    JobUsage first = publish("r1", TableOptions.NONE, day).work().usage();
    PublishReport again = publish("r1", TableOptions.NONE, day);

    assertThat(again.alreadyApplied(), is(true));
    assertThat(again.work().usage(), is(first));
  }
}
