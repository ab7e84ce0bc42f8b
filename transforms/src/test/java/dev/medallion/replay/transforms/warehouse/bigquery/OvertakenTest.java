package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.transforms.flow.publish.Publication;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.Seen;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Between the moment when a publication is decided and the moment when a partition is written,
 * somebody else writes it, or makes its table one that must not be written to.
 */
class OvertakenTest extends OnBigQueryServer {
  private static final String PROJECT = "a-project";
  private static final String DAY = "2026-02-03";

  private static int lakes;

  @TempDir Path folder;

  private final Datasets datasets = new Datasets(PROJECT, "overtaken" + lakes++);
  private final BigQuery client = BigQueryClient.at(server.endpoint(), PROJECT);
  private Staging staging;

  @BeforeEach
  void publish() {
    staging = new Staging(folder);
    Replacement first = staging.replacement(CHARGES, DAY, charges(DAY, 1), 0);
    Replacement second = staging.replacement(PAYMENTS, DAY, charges(DAY, 1), 0);
    assertThat(publish(client, "before", first, second).isWhole(), is(true));
  }

  private PublishReport publish(BigQuery by, String run, Replacement... replacements) {
    Warehouse warehouse =
        BigQueryWarehouse.of(
            datasets, Address.of(folder.resolve("state")), by, () -> "EU", owner -> false);
    return Publication.publish(
        warehouse,
        ChangeSets.of(List.of(replacements), Map.of()),
        Staging.context(run, "", DeadLetterChange.NONE, TakesBack.NOTHING));
  }

  /** New rows of a partition that was seen as {@link #publish} left it. */
  private Replacement next(TableRef table) {
    String seen =
        staging.replacement(table, DAY, charges(DAY, 1), 0).result().content().fullChecksum();
    Replacement next = staging.replacement(table, DAY, charges(DAY, 2, 3), 1);
    return new Replacement(
        next.table(),
        next.partitionColumn(),
        next.grain(),
        next.result(),
        next.completeness(),
        next.expectedVersion(),
        new Seen(seen, ""));
  }

  /** The same client, which does something before it begins a job that publishes. */
  private BigQuery before(Predicate<JobInfo> job, Runnable deed) {
    return (BigQuery)
        Proxy.newProxyInstance(
            OvertakenTest.class.getClassLoader(),
            new Class<?>[] {BigQuery.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("create")
                  && arguments[0] instanceof JobInfo info
                  && info.getJobId().getJob().matches("replay_[0-9a-f]{64}")
                  && job.test(info)) {
                deed.run();
              }
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void writeByHand(TableRef table) {
    try {
      client.query(
          QueryJobConfiguration.of(
              "INSERT INTO "
                  + GoogleSql.table(id(table))
                  + " (id, created_date, amount) VALUES ('byhand', DATE '"
                  + DAY
                  + "', 7)"));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private TableId id(TableRef table) {
    return datasets.table(table);
  }

  private List<String> ids(TableRef table) throws InterruptedException {
    return Arrays.asList(
        client
            .query(
                QueryJobConfiguration.of(
                    "SELECT STRING_AGG(id) FROM (SELECT id FROM "
                        + GoogleSql.table(id(table))
                        + " ORDER BY id)"))
            .iterateAll()
            .iterator()
            .next()
            .get(0)
            .getStringValue()
            .split(",", -1));
  }

  /** Begins a publication, whose process dies before any of its jobs. */
  private void begin(Replacement... replacements) {
    BigQuery dying =
        before(
            job -> true,
            () -> {
              throw new BigQueryException(503, "the process dies");
            });
    assertThat(publish(dying, "dead", replacements).isWhole(), is(false));
  }

  private static String why(PublishReport report) {
    return report.outcomes().toString();
  }

  @Test
  void rowsWrittenWhileAnEarlierLayerIsPublishedStay() throws Exception {
    BigQuery slow = before(job -> job.toString().contains("charges$"), () -> writeByHand(PAYMENTS));
    PublishReport report = publish(slow, "slow", next(CHARGES), next(PAYMENTS));
    assertThat(report.isWhole(), is(false));
    assertThat(why(report), containsString("somebody changed the rows of gold.fct_payments"));
    assertThat(ids(PAYMENTS).contains("byhand"), is(true));
    assertThat("silver is published", ids(CHARGES).size(), is(2));
  }

  @Test
  void rowsWrittenAfterAProcessDiedStayWhenItsPublicationIsEnded() throws Exception {
    begin(next(CHARGES), next(PAYMENTS));
    writeByHand(CHARGES);
    Replacement other = staging.replacement(CHARGES, "2026-02-09", charges("2026-02-09", 9), 0);
    assertThat(publish(client, "other", other).isWhole(), is(true));
    assertThat(ids(CHARGES).contains("byhand"), is(true));
    assertThat("gold was not published without silver", ids(PAYMENTS).size(), is(1));
  }

  @Test
  void whatNobodyTouchedIsPublishedWhenItIsEnded() throws Exception {
    begin(next(CHARGES), next(PAYMENTS));
    Replacement other = staging.replacement(CHARGES, "2026-02-09", charges("2026-02-09", 9), 0);
    assertThat(publish(client, "other", other).isWhole(), is(true));
    assertThat(ids(CHARGES).size(), is(3));
    assertThat(ids(PAYMENTS).size(), is(2));
  }

  @Test
  void aTableThatDropsItsPartitionsByNowIsNotWritten() throws Exception {
    begin(next(CHARGES), next(PAYMENTS));
    Table now = client.getTable(id(CHARGES));
    StandardTableDefinition changed = now.getDefinition();
    client.update(
        now.toBuilder()
            .setDefinition(
                changed.toBuilder()
                    .setTimePartitioning(
                        changed.getTimePartitioning().toBuilder()
                            .setExpirationMs(Duration.ofDays(1).toMillis())
                            .build())
                    .build())
            .build());
    int jobs = server.jobs(PROJECT).size();
    Replacement other = staging.replacement(PAYMENTS, "2026-02-09", charges("2026-02-09", 9), 0);
    assertThat(publish(client, "other", other).isWhole(), is(true));
    assertThat(
        "no job wrote to it",
        server.jobs(PROJECT).stream()
            .skip(jobs)
            .flatMap(j -> j.destination().stream())
            .filter(d -> d.contains(".charges"))
            .toList(),
        is(List.of()));
  }
}
