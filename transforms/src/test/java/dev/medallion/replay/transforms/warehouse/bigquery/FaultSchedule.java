package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.CUSTOMERS;
import static dev.medallion.replay.transforms.warehouse.Staging.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.bigquery.BigQuery;
import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.bigqueryserver.faults.Fault;
import dev.medallion.replay.bigqueryserver.faults.JobFault;
import dev.medallion.replay.bigqueryserver.jobs.Job;
import dev.medallion.replay.bigqueryserver.jobs.JobEntry;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.publish.Publication;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One publication of six partitions, and what happens to it; drawn from a seed. */
final class FaultSchedule {
  private static final String PROJECT = "a-project";
  private static final int LAUNCHES = 10;
  private static final int FAULTY_LAUNCHES = 4;
  private static final List<TableRef> TABLES = List.of(CHARGES, PAYMENTS, CUSTOMERS);

  private static final List<String> PATHS =
      List.of("/jobs$", "/jobs/replay_[0-9a-f]", "/jobs/replay_query", "/tables/", "/datasets/");
  private static final List<Fault.Kind> KINDS = List.of(Fault.Kind.values());
  private static final List<String> METHODS = List.of("POST", "GET", "*");
  private static final List<String> REASONS =
      List.of("backendError", "rateLimitExceeded", "internalError", "invalid", "quotaExceeded");

  private final BigQueryServer server;
  private final Random random;
  private final Datasets datasets;
  private final Path folder;
  private final Staging staging;
  private final Map<String, Integer> figures = new TreeMap<>();

  /** A partition and the rows that it is to have in the end. */
  private record Wanted(TableRef table, String partition, String select) {}

  FaultSchedule(BigQueryServer server, long seed, Path folder) throws Exception {
    this.server = server;
    this.random = new Random(seed);
    this.datasets = new Datasets(PROJECT, "faults_" + seed);
    this.folder = folder;
    this.staging = new Staging(Files.createDirectories(folder.resolve("staging")));
  }

  /** What came about. */
  Map<String, Integer> figures() {
    return figures;
  }

  private void count(String what, int times) {
    figures.merge(what, times, Integer::sum);
  }

  private BigQuery client() {
    return BigQueryClient.at(server.endpoint(), PROJECT).getOptions().toBuilder()
        .setRetrySettings(
            RetrySettings.newBuilder()
                .setInitialRetryDelayDuration(Duration.ofMillis(5))
                .setRetryDelayMultiplier(2)
                .setMaxRetryDelayDuration(Duration.ofMillis(40))
                .setMaxAttempts(3)
                .setTotalTimeoutDuration(Duration.ofSeconds(20))
                .setInitialRpcTimeoutDuration(Duration.ofSeconds(10))
                .setMaxRpcTimeoutDuration(Duration.ofSeconds(10))
                .build())
        .build()
        .getService();
  }

  private Warehouse warehouse(BigQuery client) {
    return BigQueryWarehouse.of(
        datasets, Address.of(folder.resolve("state")), client, () -> "EU", owner -> false);
  }

  private static List<Wanted> before() {
    return List.of(
        new Wanted(CHARGES, "2026-02-01", charges("2026-02-01", 1)),
        new Wanted(CHARGES, "2026-02-02", charges("2026-02-02", 2)),
        new Wanted(CHARGES, "2026-02-03", charges("2026-02-03", 3)),
        new Wanted(CHARGES, "2026-02-04", charges("2026-02-04", 4)),
        new Wanted(PAYMENTS, "2026-02-01", charges("2026-02-01", 5)),
        new Wanted(CUSTOMERS, Grain.ALL, "SELECT 1::BIGINT AS id"));
  }

  /** All but the fourth of February. */
  private static List<Wanted> after() {
    return List.of(
        new Wanted(CHARGES, "2026-02-01", charges("2026-02-01", 10, 11)),
        new Wanted(CHARGES, "2026-02-02", charges("2026-02-02")),
        new Wanted(
            CHARGES,
            "2026-02-03",
            "SELECT *, 'eur' AS currency FROM (" + charges("2026-02-03", 30) + ")"),
        new Wanted(CHARGES, "2026-02-05", charges("2026-02-05", 50)),
        new Wanted(PAYMENTS, "2026-02-01", charges("2026-02-01", 60)),
        new Wanted(CUSTOMERS, Grain.ALL, "SELECT unnest([2, 3])::BIGINT AS id"));
  }

  void play() {
    int earlier = server.jobs(PROJECT).size();
    int calls = server.calls().entries().size();
    launch(warehouse(client()), "before", before());
    String untouched = written("2026-02-04");
    order();
    int launches = 0;
    boolean isDone = false;
    while (!isDone) {
      launches++;
      assertThat("launches", launches, is(lessThanOrEqualTo(LAUNCHES)));
      isDone = tries(launches);
    }
    server.faults().clear();
    check(server.jobs(PROJECT).subList(earlier, server.jobs(PROJECT).size()));
    assertThat("the fourth was not written", written("2026-02-04"), is(untouched));
    count("schedules", 1);
    count("launches", launches);
    count(
        "calls hit by a fault",
        (int)
            server.calls().entries().stream()
                .skip(calls)
                .filter(e -> !e.fault().isEmpty())
                .count());
  }

  /** Whether this launch came to the end. */
  private boolean tries(int launch) {
    boolean isFaulty = launch < FAULTY_LAUNCHES;
    if (!isFaulty) {
      server.faults().clear();
    }
    int dies = isFaulty && random.nextInt(2) == 0 ? 1 + random.nextInt(60) : 0;
    BigQuery client = MortalClient.of(client(), dies, random.nextBoolean());
    try {
      return launch(warehouse(client), "launch-" + launch, after());
    } catch (RuntimeException e) {
      boolean isKilled = isKilled(e);
      count(isKilled ? "kills" : "launches that failed", 1);
      return false;
    }
  }

  private static boolean isKilled(Throwable e) {
    return e instanceof MortalClient.Killed || (e.getCause() != null && isKilled(e.getCause()));
  }

  /** What goes wrong. */
  private void order() {
    int many = 1 + random.nextInt(6);
    for (int i = 0; i < many; i++) {
      Fault.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      server
          .faults()
          .add(
              Fault.next(
                      kind,
                      METHODS.get(random.nextInt(METHODS.size())),
                      PATHS.get(random.nextInt(PATHS.size())))
                  .after(random.nextInt(25))
                  .times(1 + random.nextInt(5))
                  .waiting(Duration.ofMillis(30)));
    }
    int failing = random.nextInt(4);
    for (int i = 0; i < failing; i++) {
      String reason = REASONS.get(random.nextInt(REASONS.size()));
      server
          .faults()
          .add(
              JobFault.failing("^replay_[0-9a-f]{64}$", reason, "ordered")
                  .times(1 + random.nextInt(3)));
    }
  }

  /**
   * A launch: it completes what others left, and publishes what is not yet as it is to be.
   *
   * @return whether everything is
   */
  private boolean launch(Warehouse warehouse, String run, List<Wanted> wanted) {
    warehouse.acquire(
        new LeaseRequest(
            run,
            ProcessLiveness.thisProcess(),
            wanted.stream().map(w -> w.table().partition(w.partition())).toList(),
            Instant.parse("2026-03-01T00:00:00Z")));
    SortedMap<Partition, Head> heads = warehouse.read(TABLES).heads();
    List<Replacement> missing = new ArrayList<>();
    for (Wanted one : wanted) {
      Partition partition = one.table().partition(one.partition());
      Head head = heads.getOrDefault(partition, Head.none(partition));
      Replacement replacement =
          staging.replacement(one.table(), one.partition(), one.select(), head.version());
      if (!head.content().equals(replacement.result().content())) {
        missing.add(replacement);
      }
    }
    boolean isWhole =
        missing.isEmpty()
            || Publication.publish(
                    warehouse,
                    ChangeSets.of(missing, Map.of()),
                    Staging.context(run, "", DeadLetterChange.NONE, TakesBack.NOTHING))
                .isWhole();
    warehouse.release(run);
    return isWhole;
  }

  private String written(String day) {
    Home home = new Home(client(), datasets, () -> "EU");
    return new PartitionTimes(home, new Queries(home))
        .of(datasets.table(CHARGES), List.of(day))
        .get(day);
  }

  private void check(List<JobEntry> jobs) {
    Warehouse warehouse = warehouse(client());
    SortedMap<Partition, Head> heads = warehouse.read(TABLES).heads();
    for (Wanted one : after()) {
      Partition partition = one.table().partition(one.partition());
      Content wanted =
          staging.replacement(one.table(), one.partition(), one.select(), 0).result().content();
      assertThat(partition.toString(), heads.get(partition).content(), is(wanted));
      assertThat(
          "what is really there of " + partition, exported(warehouse, one), is(wanted.rows()));
    }
    String scratch = datasets.dataset(Datasets.SCRATCH).getDataset() + ".";
    Map<String, List<JobEntry>> writes =
        jobs.stream()
            .filter(j -> j.labels().containsKey(JobLabels.TABLE))
            .filter(j -> !j.destination().orElse("").contains(scratch))
            .collect(
                Collectors.groupingBy(
                    j ->
                        j.labels().get(JobLabels.TABLE) + "/" + j.labels().get(JobLabels.PARTITION),
                    LinkedHashMap::new,
                    Collectors.toList()));
    writes.forEach((partition, all) -> checkJobs(partition, all, heads));
    count("jobs that write", jobs.size());
  }

  /** Read anew, past all heads. */
  private long exported(Warehouse warehouse, Wanted one) {
    return warehouse.export(one.table(), one.partition(), staging.newFile()).rows();
  }

  private void checkJobs(String partition, List<JobEntry> jobs, SortedMap<Partition, Head> heads) {
    Partition key =
        heads.keySet().stream()
            .filter(p -> p.toString().equals(partition))
            .findFirst()
            .orElseThrow();
    List<JobEntry> writing = jobs.stream().filter(j -> j.destination().isPresent()).toList();
    TableRef table =
        TABLES.stream().filter(t -> t.name().equals(key.table())).findFirst().orElseThrow();
    String name = Decorator.decorated(datasets.table(table), table.grain(), key.value()).getTable();
    assertThat(
        "where its jobs wrote",
        writing.stream().map(j -> j.destination().get()).collect(Collectors.toSet()),
        is(Set.of(PROJECT + ":" + datasets.dataset(table.schema()).getDataset() + "." + name)));
    long effective = writing.stream().filter(FaultSchedule::succeeded).count();
    assertThat("jobs with effect of " + partition, effective, is((long) heads.get(key).version()));
    assertThat("tries of " + partition, jobs.size(), is(lessThanOrEqualTo(6 * LAUNCHES)));
    count("jobs that failed", (int) jobs.stream().filter(j -> j.error().isPresent()).count());
  }

  private static boolean succeeded(JobEntry job) {
    return job.state() == Job.State.DONE && job.error().isEmpty();
  }
}
