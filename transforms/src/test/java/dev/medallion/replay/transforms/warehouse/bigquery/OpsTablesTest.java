package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.StandardTableDefinition;
import dev.medallion.replay.bigqueryserver.faults.Fault;
import dev.medallion.replay.bigqueryserver.faults.JobFault;
import dev.medallion.replay.bigqueryserver.jobs.JobEntry;
import dev.medallion.replay.transforms.flow.publish.Publication;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.DeadLetterUnit;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.log.OpsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables for people: each publication is in them once, whatever happens. */
class OpsTablesTest extends OnBigQueryServer {
  private static final String DAY = "2026-02-03";

  private static int lakes;

  @TempDir Path folder;

  private final Datasets datasets = new Datasets("a-project", "told" + lakes++);

  @AfterEach
  void noMoreFaults() {
    server.faults().clear();
  }

  private static BigQuery client() {
    return BigQueryClient.at(server.endpoint(), "a-project");
  }

  private Warehouse warehouse() {
    return BigQueryWarehouse.of(datasets, Address.of(state()), client(), () -> "EU", owner -> true);
  }

  private Path state() {
    return folder.resolve("state");
  }

  private void publish(String run, int version, int... amounts) {
    Staging staging = new Staging(folder);
    Publication.publish(
        warehouse(),
        ChangeSets.of(
            List.of(staging.replacement(CHARGES, DAY, charges(DAY, amounts), version)), Map.of()),
        Staging.context(
            run,
            "",
            new DeadLetterChange(
                List.of(DeadLetterUnit.ofDay("bronze", "charges", LocalDate.parse(DAY))),
                List.of(),
                List.of(Address.of(staging.deadLetter(DAY, run, "BAD_TYPE", 1)))),
            TakesBack.NOTHING));
  }

  private List<String> rows(OpsTable table, String columns) {
    List<String> rows = new ArrayList<>();
    Home home = new Home(client(), datasets, () -> "EU");
    for (FieldValueList row :
        new Queries(home)
            .rows(
                "SELECT "
                    + columns
                    + " FROM "
                    + GoogleSql.table(datasets.table(table.ref()))
                    + " ORDER BY 1")) {
      rows.add(
          String.join(" ", row.stream().map(v -> v.isNull() ? "-" : v.getStringValue()).toList()));
    }
    return rows;
  }

  @Test
  void aPublicationIsInAllThreeTables() {
    publish("r1", 0, 7, 8);
    assertThat(warehouse().updateOps(), is(empty()));

    assertThat(
        rows(
            OpsTable.RUNS,
            "run_id, command, model, whole, replaced, rows_after, dead_letters, load_jobs"),
        contains("r1 run payments true 1 2 1 1"));
    assertThat(
        rows(OpsTable.PARTITIONS, "run_id, table_name, partition_value, action, rows_after"),
        contains("r1 silver.charges 2026-02-03 REPLACED 2"));
    assertThat(
        rows(OpsTable.DEAD_LETTERS, "run_id, source, object, position, code, message"),
        contains("r1 bronze o 3 BAD_TYPE m"));
    assertThat(
        rows(OpsTable.RUNS, "published_date, published_at IS NULL"), contains("2026-03-01 false"));
  }

  @ParameterizedTest
  @EnumSource(OpsTable.class)
  void eachTableIsPartitionedAndDescribed(OpsTable table) {
    publish("r1", 0, 7);
    warehouse().updateOps();

    StandardTableDefinition made = client().getTable(datasets.table(table.ref())).getDefinition();
    assertThat(made.getTimePartitioning().getField(), is("published_date"));
    assertThat(made.getClustering().getFields(), contains("run_id"));
    for (Field field : made.getSchema().getFields()) {
      assertThat(field.getName(), field.getDescription(), is(not("")));
    }
  }

  @Test
  void whatARecordHeldIsNotThere() {
    assertThat(
        OpsTable.DEAD_LETTERS.columns().stream().map(c -> c.name()).toList(),
        not(hasItems("raw", "columns")));
  }

  @Test
  void aRepeatedEndAppendsNothingTwice() throws IOException {
    publish("r1", 0, 7);
    warehouse().updateOps();
    warehouse().updateOps();
    assertThat(rows(OpsTable.RUNS, "run_id"), contains("r1"));

    // As after a process that died before it noted what it had appended.
    try (Stream<Path> notes = Files.list(state().resolve("ops"))) {
      for (Path note : notes.toList()) {
        Files.delete(note);
      }
    }
    int jobs = opsJobs();
    assertThat(warehouse().updateOps(), is(empty()));
    assertThat(rows(OpsTable.RUNS, "run_id"), contains("r1"));
    assertThat(rows(OpsTable.PARTITIONS, "run_id"), contains("r1"));
    assertThat(rows(OpsTable.DEAD_LETTERS, "run_id"), contains("r1"));
    assertThat("the ids are used", opsJobs(), is(jobs));
  }

  private int opsJobs() {
    return (int)
        server.jobs("a-project").stream()
            .map(JobEntry::id)
            .filter(id -> id.startsWith("replay_ops_"))
            .count();
  }

  @Test
  void aLostAnswerAppendsNothingTwice() {
    publish("r1", 0, 7);
    server.faults().add(Fault.next(Fault.Kind.DROPPED_AFTER, "POST", "/jobs$"));
    warehouse().updateOps();
    server.faults().clear();
    warehouse().updateOps();
    assertThat(rows(OpsTable.RUNS, "run_id"), contains("r1"));
  }

  @Test
  void aFailureIsToldAndTheNextEndMakesUpForIt() {
    publish("r1", 0, 7);
    server
        .faults()
        .add(JobFault.failing(datasets.prefix() + "_ops.partitions", "invalid", "no room"));
    List<String> notes = warehouse().updateOps();
    assertThat(notes.get(0), startsWith("the ops tables lack this run, or an earlier one: "));
    assertThat(notes.get(0), containsString("no room"));

    publish("r2", 1, 8);
    warehouse().updateOps();
    assertThat(rows(OpsTable.RUNS, "run_id"), contains("r1", "r2"));
  }

  @Test
  void aFailureThatPassesIsTriedAgain() {
    publish("r1", 0, 7);
    server.faults().add(JobFault.failing("_ops.runs", "backendError", "for now"));
    assertThat(warehouse().updateOps(), is(empty()));
    assertThat(rows(OpsTable.RUNS, "run_id"), contains("r1"));
  }

  @Test
  void withoutAStateNothingIsAddedAndNothingFails() {
    assertThat(warehouse().updateOps(), is(empty()));
  }
}
