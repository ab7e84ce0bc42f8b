package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.LoadJobConfiguration;
import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.transforms.flow.publish.Publication;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that stops right before it begins a job, is overtaken, and wakes. */
class ZombieTest {
  private static final String DAY = "2026-02-03";
  private static final Datasets DATASETS = new Datasets("a-project", "zombie");

  @TempDir Path folder;

  private BigQueryServer server;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch woken = new CountDownLatch(1);

  private BigQuery client() {
    return BigQueryClient.at(server.endpoint(), "a-project");
  }

  /** Stops before its first load. */
  private BigQuery sleepy() {
    BigQuery client = client();
    return (BigQuery)
        Proxy.newProxyInstance(
            ZombieTest.class.getClassLoader(),
            new Class<?>[] {BigQuery.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("create")
                  && arguments[0] instanceof JobInfo job
                  && job.getConfiguration() instanceof LoadJobConfiguration) {
                stopped.countDown();
                assertThat(woken.await(60, TimeUnit.SECONDS), is(true));
              }
              try {
                return method.invoke(client, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Warehouse warehouse(BigQuery client) {
    return BigQueryWarehouse.of(
        DATASETS, Address.of(folder.resolve("state")), client, () -> "EU", owner -> false);
  }

  private static PublishReport publish(Warehouse warehouse, String run, ChangeSet changes) {
    return Publication.publish(
        warehouse, changes, Staging.context(run, "", DeadLetterChange.NONE, TakesBack.NOTHING));
  }

  private ChangeSet day(Staging staging, int expected, int amount) {
    return ChangeSets.of(
        List.of(staging.replacement(CHARGES, DAY, charges(DAY, amount), expected)), Map.of());
  }

  @Test
  void itsJobHasNoEffectAndItIsToldWhatBecameOfItsPublication() throws Exception {
    try (BigQueryServer started = BigQueryServer.start()) {
      server = started;
      Staging staging = new Staging(folder);
      ChangeSet first = day(staging, 0, 1);
      CompletableFuture<PublishReport> zombie =
          CompletableFuture.supplyAsync(() -> publish(warehouse(sleepy()), "zombie", first));
      assertThat(stopped.await(60, TimeUnit.SECONDS), is(true));

      // The next launch completes its publication, with the zombie's own job id, and a run follows.
      warehouse(client())
          .acquire(
              new LeaseRequest(
                  "next",
                  ProcessLiveness.thisProcess(),
                  List.of(CHARGES.partition("2026-02-09")),
                  Instant.parse("2026-03-01T00:00:00Z")));
      publish(warehouse(client()), "newer", day(staging, 1, 2));

      woken.countDown();
      assertThat(zombie.get(60, TimeUnit.SECONDS).isWhole(), is(true));
      assertThat(
          client()
              .query(
                  Queries.configuration(
                          "SELECT amount FROM " + GoogleSql.table(DATASETS.table(CHARGES)))
                      .build())
              .iterateAll()
              .iterator()
              .next()
              .get(0)
              .getLongValue(),
          is(2L));
      assertThat(
          server.jobs("a-project").stream().filter(j -> j.kind().equals("load")).count(), is(2L));
    }
  }
}
