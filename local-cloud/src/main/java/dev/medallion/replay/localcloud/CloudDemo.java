package dev.medallion.replay.localcloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code ./replay demo --cloud}: the payments sample from Cloud Storage to BigQuery, by a worker in
 * a process of its own.
 */
public final class CloudDemo {
  /** Where the demo leaves what it keeps, below the current folder. */
  private static final Path FOLDER = Path.of(".replay", "demo-cloud");

  private static final String RUN = "demo";
  private static final String WAREHOUSE = "--warehouse=bigquery:a-project.lake";
  private static final String SQL =
      "SELECT charge_status, count(*) AS payments, sum(charge_amount) AS amount"
          + " FROM lake_gold.fct_payments GROUP BY 1 ORDER BY 1";

  private final Path home;
  private final boolean hold;
  private final List<String> shown;

  private CloudDemo(Path home, boolean hold, List<String> shown) {
    this.home = home;
    this.hold = hold;
    this.shown = shown;
  }

  /** Ends with the exit code of the replay. */
  public static void main(String[] args) throws Exception {
    List<String> shown = new ArrayList<>(List.of(args));
    shown.removeIf(a -> a.equals("--cloud") || a.equals("--cloud=true"));
    boolean hold = shown.removeIf(a -> a.equals("--hold") || a.equals("--hold=true"));
    System.exit(new CloudDemo(Path.of(System.getProperty("replay.home")), hold, shown).run());
  }

  private int run() throws IOException, InterruptedException {
    delete(FOLDER);
    Path logs = Files.createDirectories(FOLDER.resolve("processes"));
    say("starting Cloud Storage and BigQuery");
    try (LocalCloud cloud = LocalCloud.start(logs, FOLDER.resolve("bigquery.duckdb"))) {
      Thread stop = new Thread(cloud::close);
      Runtime.getRuntime().addShutdownHook(stop);
      say("  Cloud Storage (fake-gcs-server) answers at " + cloud.storage());
      say("  BigQuery (bigquery-server) answers at " + cloud.bigQuery());
      say("starting Prism, and a worker in a process of its own");
      try (Prism prism = Prism.start(logs, cloud.environment())) {
        Thread stopToo = new Thread(prism::close);
        Runtime.getRuntime().addShutdownHook(stopToo);
        int code = replayOn(cloud, prism);
        Runtime.getRuntime().removeShutdownHook(stopToo);
        return code;
      } finally {
        say("stopping all of them");
        Runtime.getRuntime().removeShutdownHook(stop);
      }
    }
  }

  private int replayOn(LocalCloud cloud, Prism prism) throws IOException, InterruptedException {
    Buckets buckets = new Buckets(cloud.storage());
    cloud.makeBucket("lake");
    upload(buckets);
    List<String> replay = new ArrayList<>(runArgs());
    replay.addAll(prism.options());
    replay.addAll(shown);
    say("./replay " + String.join(" ", replay));
    int code = replay(replay, cloud.environment());
    if (code != 0) {
      return code;
    }
    List<String> query = List.of("query", SQL, WAREHOUSE);
    say("./replay query \"" + SQL + "\" " + WAREHOUSE);
    replay(query, cloud.environment());
    Path report = FOLDER.resolve("report.html");
    Files.write(report, buckets.get("lake", "state/runs/" + RUN + "/report.html"));
    System.out.println(places(cloud, report));
    if (hold) {
      hold();
    }
    return code;
  }

  private void upload(Buckets buckets) throws IOException, InterruptedException {
    Path testdata = home.resolve("testdata/payments");
    Path sample = testdata.resolve("sample");
    buckets.put(testdata.resolve("signature-secrets.txt"), "lake", "secrets.txt");
    List<Path> files;
    try (Stream<Path> all = Files.walk(sample)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    say("uploading the sample, " + files.size() + " objects, to gs://lake/bronze");
    for (Path file : files) {
      buckets.put(file, "lake", "bronze/" + sample.relativize(file));
    }
  }

  private static List<String> runArgs() {
    return List.of(
        "run",
        "--model=payments",
        "--input=gs://lake/bronze",
        "--signature-secrets=gs://lake/secrets.txt",
        "--from=2026-02-01",
        "--to=2026-02-28",
        "--as-of=2026-04-15T00:00:00Z",
        WAREHOUSE,
        "--state=gs://lake/state",
        "--staging=gs://lake/staging",
        "--run-id=" + RUN);
  }

  /** In a process of its own, as an operator would start it. */
  private int replay(List<String> args, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Processes.java());
    command.add("-Xmx512m");
    for (String property : List.of("java.library.path", "replay.home", "replay.terminal")) {
      command.add("-D" + property + "=" + System.getProperty(property, ""));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.medallion.replay.pipelines.Main");
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }

  private static String places(LocalCloud cloud, Path report) {
    return """

    Where everything is, while the processes run:
      input             gs://lake/bronze
      secrets           gs://lake/secrets.txt
      staging           gs://lake/staging, empty again after a good run
      state, receipts   gs://lake/state, gs://lake/state/runs/{run}
      tables            BigQuery, project a-project: lake_silver, lake_gold, lake_ledger, lake_ops
    To look at it from another terminal (--hold keeps the processes up):
      export REPLAY_GCS_ENDPOINT={storage} REPLAY_BIGQUERY_ENDPOINT={bigquery}
      ./replay status {warehouse} --state=gs://lake/state
    What stays:
      the receipt       {report}
      the tables        {folder}/bigquery.duckdb, the test server's own file
      what was printed  {folder}/processes/*.log
    """
        .replace("{run}", RUN)
        .replace("{storage}", cloud.storage().toString())
        .replace("{bigquery}", cloud.bigQuery())
        .replace("{warehouse}", WAREHOUSE)
        .replace("{report}", report.toString())
        .replace("{folder}", FOLDER.toString());
  }

  private static void hold() throws IOException {
    say("everything stays up until you press Enter, or end this process");
    int read = System.in.read();
    if (read < 0) {
      say("nothing to wait for: there is no input");
    }
  }

  private static void say(String what) {
    System.err.println("demo: " + what);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
