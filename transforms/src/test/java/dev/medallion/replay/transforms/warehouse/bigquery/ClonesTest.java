package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.CopyJobConfiguration;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.bigqueryserver.faults.JobFault;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.flow.publish.Publication;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.PartitionOutcome;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.Snapshot;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is cloned before a run writes to it, once, and not at all where that fails. */
class ClonesTest extends OnBigQueryServer {
  private static final String DAY = "2026-02-03";
  private static final String NEXT = "2026-02-04";

  private static int lakes;

  @TempDir Path folder;

  private final Datasets datasets = new Datasets("a-project", "cloned" + lakes++);

  private Staging staging;

  @BeforeEach
  void makeStaging() {
    staging = new Staging(folder);
  }

  @AfterEach
  void noMoreFaults() {
    server.faults().clear();
  }

  private static BigQuery client() {
    return BigQueryClient.at(server.endpoint(), "a-project");
  }

  private Warehouse warehouse() {
    return BigQueryWarehouse.of(
        datasets, Address.of(folder.resolve("state")), client(), () -> "EU", owner -> true);
  }

  private PublishReport publish(String run, Replacement... replacements) {
    return Publication.publish(
        warehouse(),
        ChangeSets.of(List.of(replacements), Map.of()),
        Staging.context(run, new TreeMap<>(), 7));
  }

  private Replacement day(String day, int version, int... amounts) {
    return staging.replacement(CHARGES, day, charges(day, amounts), version);
  }

  private TableId clone(String run) {
    return datasets.table("snapshots", "silver_charges_before_" + run);
  }

  private List<String> amounts(TableId table) {
    List<String> amounts = new ArrayList<>();
    for (FieldValueList row :
        new Queries(new Home(client(), datasets, () -> "EU"))
            .rows("SELECT amount FROM " + GoogleSql.table(table) + " ORDER BY amount")) {
      amounts.add(row.get(0).getStringValue());
    }
    return amounts;
  }

  @Test
  void aTableIsClonedBeforeItIsWrittenTo() {
    publish("r1", day(DAY, 0, 7), day(NEXT, 0, 8));
    Instant before = Nondeterminism.now();
    PublishReport report = publish("r2", day(DAY, 1, 9));

    assertThat(amounts(datasets.table(CHARGES)), contains("8", "9"));
    assertThat(amounts(clone("r2")), contains("7", "8"));
    Snapshot snapshot = report.work().snapshots().get(0);
    assertThat(snapshot.table(), is("silver.charges"));
    assertThat(snapshot.copy(), is(clone("r2").getDataset() + "." + clone("r2").getTable()));
    assertThat(snapshot.until(), is(greaterThan(before.plus(Duration.ofDays(7).minusMinutes(1)))));
    assertThat(snapshot.until(), is(lessThan(Nondeterminism.now().plus(Duration.ofDays(7)))));
    assertThat(report.work().usage().copyJobs(), is(1L));
  }

  @Test
  void oneOfItsPartitionsIsCopiedBackAlone() throws Exception {
    publish("r1", day(DAY, 0, 7), day(NEXT, 0, 8));
    publish("r2", day(DAY, 1, 9), day(NEXT, 1, 10));

    TableId one = Decorator.decorated(clone("r2"), CHARGES.grain(), DAY);
    TableId back = Decorator.decorated(datasets.table(CHARGES), CHARGES.grain(), DAY);
    client()
        .create(
            JobInfo.of(
                CopyJobConfiguration.newBuilder(back, one)
                    .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
                    .build()))
        .waitFor();
    assertThat(amounts(datasets.table(CHARGES)), contains("7", "10"));
  }

  @Test
  void aTableThatIsNewOrStaysAsItIsHasNoClone() {
    assertThat(publish("r1", day(DAY, 0, 7)).work().snapshots(), is(empty()));
    assertThat(publish("r2", day(DAY, 1, 7)).work().snapshots(), is(empty()));
    assertThat(client().getTable(clone("r1")), is(nullValue()));
    assertThat(client().getTable(clone("r2")), is(nullValue()));
  }

  @Test
  void theSameRunClonesOnce() {
    publish("r1", day(DAY, 0, 7));
    Replacement replacement = day(DAY, 1, 8);
    PublishReport first = publish("r2", replacement);
    PublishReport again = publish("r2", replacement);

    assertThat(again.alreadyApplied(), is(true));
    assertThat(again.work().snapshots(), is(first.work().snapshots()));
    assertThat(amounts(clone("r2")), contains("7"));
  }

  @Test
  void aCloneThatFailsForNowIsTriedAgain() {
    publish("r1", day(DAY, 0, 7));
    server.faults().add(JobFault.failing("silver_charges_before_r2", "backendError", "for now"));
    assertThat(publish("r2", day(DAY, 1, 8)).work().snapshots().size(), is(1));
    assertThat(amounts(clone("r2")), contains("7"));
  }

  @Test
  void withoutItsCloneATableIsNotWrittenTo() {
    publish("r1", day(DAY, 0, 7));
    server.faults().add(JobFault.failing("silver_charges_before_r2", "quotaExceeded", "50 a day"));
    PublishReport report = publish("r2", day(DAY, 1, 8));

    assertThat(report.isWhole(), is(false));
    assertThat(report.open(), is(false));
    assertThat(amounts(datasets.table(CHARGES)), contains("7"));
    PartitionOutcome.Failed failed = (PartitionOutcome.Failed) report.outcomes().get(0);
    assertThat(
        failed.why(), containsString("silver.charges could not be cloned before it is changed"));
    assertThat(failed.why(), containsString("50 a day"));
    assertThat(publish("r3", day(DAY, 1, 8)).isWhole(), is(true));
  }
}
