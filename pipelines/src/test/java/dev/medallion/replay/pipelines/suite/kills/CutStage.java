package dev.medallion.replay.pipelines.suite.kills;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.bigqueryserver.BigQueryServer.Settings;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.PublishedRows;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.gcs.GcsServer;
import dev.medallion.replay.transforms.storage.gcs.proxy.GcsProxy;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyPlan;
import dev.medallion.replay.transforms.storage.kinds.MoreStorages;
import dev.medallion.replay.transforms.storage.memory.UnreliableStorage;
import dev.medallion.replay.transforms.warehouse.OtherProcess;
import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryElsewhere;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A lake in a bucket for which more arrives again and again, tables in BigQuery, and runs whose
 * process is cut off from both. All that a run does beyond its own memory passes the wires, so that
 * to both services a cut is what a kill is. Beside it the same lake is replayed into an embedded
 * warehouse, undisturbed, which says what has to come out.
 */
final class CutStage implements AutoCloseable {
  private static final String WAREHOUSE =
      "bigquery:" + JobEffects.PROJECT + "." + JobEffects.PREFIX;
  private static final int LAUNCHES = 12;

  /** Printed by a run that has ended and can't be resumed. */
  static final Pattern OVER = Pattern.compile("Verdict: (?:FAILED|CONFLICT)");

  private final Path folder;
  private final GcsServer buckets;
  private final GcsProxy proxy;
  private final BigQueryServer server;
  private final Address bucket;
  private final GrowingLake lake;
  private final Bench embedded;
  private final Bench bench;
  private final SortedMap<String, Integer> figures;
  private final Set<Path> uploaded = new HashSet<>();
  private int processes;
  private int calls = 1;

  /**
   * Publishes what is there at first.
   *
   * @param folder empty
   */
  CutStage(Path folder, GcsServer buckets, SortedMap<String, Integer> figures) throws Exception {
    this.folder = folder;
    this.buckets = buckets;
    this.figures = figures;
    this.bucket = Address.parse("gs://lake");
    buckets.bucket(bucket.root());
    this.proxy = GcsProxy.before(buckets.endpoint());
    this.server = BigQueryServer.start(Settings.usual().withStorage(buckets.endpoint()));
    this.lake = new GrowingLake(folder);
    this.embedded = lake.bench(folder);
    this.bench = embedded.publishingTo(WAREHOUSE, state().uri());
    upload();
    Outcome first = launch(ProxyPlan.NONE, line(), run("first"));
    Deed.good(first);
    Deed.good(embedded.run());
    compare();
  }

  private Address state() {
    return bucket.resolve("state");
  }

  private void upload() throws IOException {
    for (String object : lake.objects()) {
      Path file = lake.root().resolve(object);
      if (uploaded.add(file)) {
        buckets.storage().create(bucket.resolve("in").resolve(object), ByteSource.of(file));
      }
    }
  }

  /** Has all of it go wrong that is drawn, until nothing is drawn any more and the run is done. */
  void play(long seed) throws Exception {
    lake.grow(new Random(seed));
    upload();
    JobEffects before = JobEffects.of(server);
    SortedMap<String, Integer> wanted = undisturbed(before.effects());
    untilDone(seed);
    compare();
    SortedMap<String, Integer> after = JobEffects.of(server).since(before).ofBoundedTries();
    assertThat("ledgers once: " + after, JobEffects.takeLedgers(after).values(), everyItem(is(1)));
    assertThat("jobs with an effect", after, is(wanted));
    count("schedules", 1);
  }

  private void untilDone(long seed) throws IOException {
    CloudFaults tables = new CloudFaults(seed);
    BucketFaults objects = new BucketFaults(seed);
    String run = "run-" + seed;
    List<String> printed = new ArrayList<>();
    boolean isDone = false;
    for (int launch = 1; !isDone; launch++) {
      assertThat(
          "launches\n" + String.join("\n", printed), launch, is(lessThanOrEqualTo(LAUNCHES)));
      Line line = line();
      List<String> command = isBegun(run) ? resume(run) : run(run);
      count(command.get(0), 1);
      server.faults().clear();
      tables.order(launch, server.faults());
      Outcome outcome = launch(objects.of(launch, calls, line::cut), line, command);
      printed.add(
          "launch " + launch + ": " + outcome.exitCode() + "\n" + outcome.err() + outcome.out());
      count("launches", 1);
      count(line.isCut() ? "cut off" : "launches that ended with " + outcome.exitCode(), 1);
      isDone = outcome.exitCode() == 0 && !line.isCut();
      if (!isDone && !line.isCut() && cannotGoOn(outcome)) {
        count("begun anew", 1);
        run = "run-" + seed + "-" + launch;
      }
    }
  }

  /** What a run has to change: what one changes that nobody disturbs. */
  private SortedMap<String, Integer> undisturbed(SortedMap<String, Integer> before) {
    Outcome outcome = embedded.run();
    Deed.good(outcome);
    SortedMap<String, Integer> changed = new TreeMap<>();
    for (PartitionChange change : outcome.manifest().partitions().changes()) {
      if (change.action() != Action.SKIPPED) {
        String day = change.partition().replace("-", "");
        String dated = change.table() + "$" + day;
        changed.put(before.containsKey(change.table()) ? change.table() : dated, 1);
      }
    }
    return changed;
  }

  private void compare() throws Exception {
    server.faults().clear();
    server.faults().whenHit(fault -> {});
    MoreStorages.serve(buckets.storage());
    BigQueryElsewhere.serve(server.endpoint());
    assertThat(
        PublishedRows.of(WAREHOUSE, state(), folder).contents(), is(embedded.tables().contents()));
  }

  private Line line() throws IOException {
    return new Line(proxy.endpoint(), URI.create(server.endpoint()));
  }

  private Outcome launch(ProxyPlan plan, Line line, List<String> command) throws IOException {
    OtherProcess.begin(++processes);
    server
        .faults()
        .whenHit(
            fault -> {
              count("calls of tables hit by a fault", 1);
              line.hit(fault.kind());
            });
    proxy.meet(plan);
    MoreStorages.serve(
        new UnreliableStorage(GcsServer.storage(line.buckets()), line::requireNotCut));
    BigQueryElsewhere.serve(line.tables().toString());
    Outcome outcome;
    try {
      String[] options = command.subList(1, command.size()).toArray(String[]::new);
      outcome =
          command.get(0).equals("run") ? bench.run(options) : bench.call(command.get(0), options);
    } catch (Line.CutOff e) {
      outcome = new Outcome(Child.KILLED, null, null, "", e.getMessage());
    } finally {
      line.close();
    }
    count("calls of buckets hit by a fault", proxy.faults());
    if (outcome.exitCode() == 0) {
      calls = Math.max(calls, proxy.calls().size());
      figures.put("calls of buckets in a launch", calls);
    }
    return outcome;
  }

  private static boolean cannotGoOn(Outcome outcome) {
    return outcome.err().contains("new run") || OVER.matcher(outcome.out()).find();
  }

  private boolean isBegun(String run) throws IOException {
    return buckets.storage().stat(state().resolve("runs/" + run + "/run.json")).isPresent();
  }

  private List<String> run(String id) {
    return List.of(
        "run",
        "--input=" + bucket.resolve("in").uri(),
        "--staging=" + bucket.resolve("staging").uri(),
        "--runId=" + id);
  }

  private List<String> resume(String id) {
    return List.of("resume", "--run=" + id, "--state=" + state().uri(), "--progress=off");
  }

  private void count(String what, int times) {
    figures.merge(what, times, Integer::sum);
  }

  @Override
  public void close() {
    MoreStorages.serve();
    BigQueryElsewhere.serve("");
    OtherProcess.end();
    server.close();
    proxy.close();
  }
}
