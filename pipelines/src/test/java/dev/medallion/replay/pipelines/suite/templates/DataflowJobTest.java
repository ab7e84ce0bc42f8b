package dev.medallion.replay.pipelines.suite.templates;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.bigqueryserver.BigQueryServer.Settings;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.templates.DataflowApi.Submitted;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.gcs.GcsServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What arrives at Dataflow when a template is launched. */
@EnabledIfSystemProperty(named = GcsServer.PROGRAM, matches = ".+")
class DataflowJobTest {
  /** Names a folder that dataflow-templates/layout made. */
  private static final String LAYOUT = "replay.image.layout";

  private static final int MEGABYTE = 1 << 20;
  private static final List<String> STEPS =
      List.of(
          "Begin",
          "Lease",
          "Match",
          "Pack",
          "Read",
          "Build",
          "Assemble",
          "Aggregate",
          "Audit",
          "Verdict",
          "Publish");

  private static final Map<String, String> PLACE =
      Map.of("warehouse", "bigquery:a-project.lake", "state", "gs://work/state");

  private static GcsServer buckets;
  private static BigQueryServer warehouse;
  private static DataflowApi dataflow;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    buckets = GcsServer.start();
    buckets.bucket("lake");
    buckets.bucket("work");
    warehouse = BigQueryServer.start(Settings.usual().withStorage(buckets.endpoint()));
    dataflow = new DataflowApi();
    Storage bucket = buckets.storage();
    try (Stream<Path> files = Files.walk(PaymentsSample.ROOT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bucket.create(
            Address.parse("gs://lake").resolve(PaymentsSample.ROOT.relativize(file).toString()),
            ByteSource.of(file));
      }
    }
  }

  @AfterAll
  static void stop() {
    dataflow.close();
    warehouse.close();
    buckets.close();
  }

  @BeforeEach
  void forget() {
    dataflow.forget();
  }

  @Test
  void aRunIsSubmittedWholeAndTheLauncherEnds() throws Exception {
    Launcher.Ended ended = launcher().launch("run", run("three-days", "2026-02-03", "2026-02-05"));

    assertThat(ended.output(), ended.exitCode(), is(0));
    assertThat(dataflow.submitted(), hasSize(1));
    assertThat("nobody waits", dataflow.questions(), is(empty()));
    Submitted submitted = dataflow.submitted().get(0);
    assertThat(submitted.bytes(), is(lessThan(MEGABYTE)));
    JsonNode job = submitted.job();
    assertThat(job.path("name").asText(), is("replay-three-days"));
    assertThat(job.path("labels").path("replay-run").asText(), is("three-days"));
    assertThat(job.path("labels").path("replay-command").asText(), is("run"));
    assertThat(texts(job.path("environment").path("experiments")), hasItem("use_runner_v2"));
    JsonNode workers = job.path("environment").path("workerPools").path(0);
    assertThat(workers.path("machineType").asText(), is("n2-highmem-4"));
    assertThat(workers.path("diskSizeGb").asInt(), is(200));
    JsonNode options = job.path("environment").path("sdkPipelineOptions").path("options");
    assertThat(options.path("numberOfWorkerHarnessThreads").asInt(), is(4));
    assertThat(options.path("from").asText(), is("2026-02-03"));
    assertThat(options.path("input").path(0).asText(), is("gs://lake"));
    assertThat(workers.path("packages").size() > 0, is(true));
    for (JsonNode file : workers.path("packages")) {
      assertThat(isThere(file.path("location").asText()), is(true));
    }
    assertThat(steps(job), hasItems(STEPS.toArray(String[]::new)));
    assertThat(stepsThatWantMemory(job), is(Set.of("Build", "Assemble", "Aggregate", "Audit")));
    assertThat(isThere("gs://work/state/runs/three-days/run.json"), is(true));
  }

  @Test
  void tenYearsTakeNoLargerJob() throws Exception {
    assertThat(
        launcher().launch("run", run("short", "2026-02-03", "2026-02-03")).exitCode(), is(0));
    Launcher.Ended ended = launcher().launch("run", run("ten-years", "2016-03-01", "2026-02-26"));

    assertThat(ended.output(), ended.exitCode(), is(0));
    Submitted one = dataflow.submitted().get(0);
    Submitted many = dataflow.submitted().get(1);
    assertThat(many.bytes(), is(lessThan(MEGABYTE)));
    assertThat(names(many.job()), is(names(one.job())));
  }

  @Test
  void inTemplateModeTheJobIsWrittenAndNothingIsAsked() throws Exception {
    Launcher.Ended ended =
        launcher()
            .launch(
                "run",
                run("templated", "2026-02-03", "2026-02-05"),
                "--templateLocation=gs://work/templates/run-1");

    assertThat(ended.output(), ended.exitCode(), is(0));
    assertThat(dataflow.submitted(), is(empty()));
    assertThat(dataflow.questions(), is(empty()));
    JsonNode job = new JsonMapper().readTree(bytes("gs://work/templates/run-1"));
    assertThat(job.path("name").asText(), is("replay-templated"));
    assertThat(steps(job), hasItems(STEPS.toArray(String[]::new)));
  }

  @Test
  void everyOtherCommandBecomesAJob() throws Exception {
    Map<String, String> plan = run("a-plan", "2026-02-03", "2026-02-03");
    plan.remove("keepVersions");
    Map<String, String> apply = new HashMap<>(PLACE);
    apply.putAll(Map.of("plan", "a-plan", "runId", "applied"));
    Map<String, String> rollback = new HashMap<>(PLACE);
    rollback.putAll(Map.of("run", "some", "runId", "rolled-back"));

    good(launcher().launch("plan", plan));
    good(launcher().launch("apply", apply));
    good(launcher().launch("rollback", rollback));
    good(launcher().launch("run", run("cut-off", "2026-02-03", "2026-02-03")));
    Map<String, String> resume = new HashMap<>(PLACE);
    resume.put("run", "cut-off");
    good(launcher().launch("resume", resume));

    assertThat(
        dataflow.submitted().stream().map(s -> s.job().path("name").asText()).toList(),
        is(
            List.of(
                "replay-a-plan",
                "replay-applied",
                "replay-rolled-back",
                "replay-cut-off",
                "replay-cut-off")));
    assertThat(steps(dataflow.submitted().get(0).job()), hasItem("Verdict"));
    assertThat(steps(dataflow.submitted().get(1).job()), is(Set.of("Begin", "Run apply")));
    assertThat(steps(dataflow.submitted().get(2).job()), is(Set.of("Begin", "Run rollback")));
    assertThat(
        names(dataflow.submitted().get(4).job()), is(names(dataflow.submitted().get(3).job())));
  }

  @Test
  void aJobThatIsTriedAgainCarriesOnWhatItBegan() throws Exception {
    // The DirectRunner in place of Dataflow: what is submitted is done.
    String here = "--runner=DirectRunner";
    Map<String, String> plan = run("shown", "2026-02-10", "2026-02-10");
    plan.remove("keepVersions");
    Map<String, String> apply = new HashMap<>(PLACE);
    apply.putAll(Map.of("plan", "shown", "runId", "published"));
    Map<String, String> rollback = new HashMap<>(PLACE);
    rollback.putAll(Map.of("run", "published", "runId", "taken-back"));

    good(launcher().launch("plan", plan, here));
    good(launcher().launch("apply", apply, here));
    byte[] verdict = bytes("gs://work/state/runs/published/verdict.json");
    Launcher.Ended again = launcher().launch("apply", apply, here);
    good(again);
    assertThat(again.output(), containsString("The run has already ended"));
    assertThat(bytes("gs://work/state/runs/published/verdict.json"), is(verdict));
    good(launcher().launch("rollback", rollback, here));
    good(launcher().launch("rollback", rollback, here));

    rollback.put("runId", "taken-back-twice");
    Launcher.Ended refused = launcher().launch("rollback", rollback, here);
    assertThat(refused.exitCode(), is(1));
    assertThat(refused.output(), containsString("was already rolled back by run taken-back"));

    // The id of another run is not carried on in place of what is asked for.
    rollback.put("runId", "published");
    refusedAsOther(launcher().launch("rollback", rollback, here), "published", "apply of shown");
    apply.put("plan", "another");
    refusedAsOther(launcher().launch("apply", apply, here), "published", "apply of shown");
    apply.put("runId", "shown");
    refusedAsOther(launcher().launch("apply", apply, here), "shown", "plan");
  }

  private static void refusedAsOther(Launcher.Ended ended, String id, String what) {
    assertThat(ended.output(), ended.exitCode(), is(2));
    assertThat(
        ended.output(),
        containsString("run " + id + " exists in gs://work/state, and is another one: " + what));
  }

  @Test
  void aParameterThatNobodyTakesIsNamed() throws Exception {
    Map<String, String> resume = new HashMap<>(PLACE);
    resume.putAll(Map.of("run", "never", "runID", "x"));
    Launcher.Ended ended = launcher().launch("resume", resume);

    assertThat(ended.exitCode(), is(2));
    assertThat(ended.output(), containsString("no run never under gs://work/state"));

    Map<String, String> rollback = new HashMap<>(PLACE);
    rollback.putAll(Map.of("run", "never", "runId", "r", "runID", "x"));
    ended = launcher().launch("rollback", rollback);

    assertThat(ended.output(), ended.exitCode(), is(2));
    assertThat(ended.output(), containsString("missing a property named 'runID'"));
  }

  @Test
  void aWindowOnTheArrivalClockIsLookedUpByTheLauncher() throws Exception {
    Map<String, String> arrived = run("arrived", "2026-02-03", "2026-02-03");
    arrived.put("windowClock", "arrival");
    good(launcher().launch("run", arrived));
    assertThat(dataflow.submitted(), hasSize(1));
  }

  @Test
  @EnabledIfSystemProperty(named = LAYOUT, matches = ".+")
  void theImagesLayoutStartsAndStagesAllOfItself() throws Exception {
    Path image = Path.of(System.getProperty(LAYOUT));
    List<String> classPath =
        List.of(image + "/app/*", image + "/duckdb/*", image + "/dependencies/*");
    Launcher.Ended ended =
        launcher(String.join(":", classPath))
            .launch("run", run("from-image", "2026-02-03", "2026-02-05"));

    good(ended);
    JsonNode job = dataflow.submitted().get(0).job();
    assertThat(steps(job), hasItems(STEPS.toArray(String[]::new)));
    JsonNode packages = job.path("environment").path("workerPools").path(0).path("packages");
    Set<String> staged = new TreeSet<>();
    packages.forEach(file -> staged.add(file.path("name").asText()));
    Set<String> lacking = new TreeSet<>();
    try (Stream<Path> files = Files.walk(image)) {
      files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .filter(jar -> staged.stream().noneMatch(s -> s.startsWith(jar.replace(".jar", ""))))
          .forEach(lacking::add);
    }
    assertThat(staged.toString(), lacking, is(empty()));
    for (JsonNode file : packages) {
      assertThat(isThere(file.path("location").asText()), is(true));
    }
  }

  @Test
  void aWrongParameterIsNamedBeforeAnythingIsWritten() throws Exception {
    Map<String, String> wrong = run("wrong", "2026-02-03", "2026-02-05");
    wrong.put("windowClock", "wall");
    wrong.put("warehouse", "duckdb:lake.duckdb");

    Launcher.Ended ended = launcher().launch("run", wrong);

    assertThat(ended.exitCode(), is(2));
    assertThat(ended.output(), containsString("parameter windowClock does not take \"wall\""));
    assertThat(ended.output(), containsString("parameter warehouse does not take"));
    assertThat(dataflow.submitted(), is(empty()));
    assertThat(isThere("gs://work/state/runs/wrong/run.json"), is(false));
  }

  private static Map<String, String> run(String id, String from, String to) {
    return new TreeMap<>(
        Map.of(
            "model", "payments",
            "input", "[\"gs://lake\"]",
            "from", from,
            "to", to,
            "asOf", PaymentsSample.AS_OF.toString(),
            "warehouse", "bigquery:a-project.lake",
            "state", "gs://work/state",
            "keepVersions", "3",
            "runId", id));
  }

  private static Launcher launcher() throws IOException {
    return launcher(
        System.getProperty("java.class.path"), "--filesToStage=" + oneFile().toAbsolutePath());
  }

  private static Launcher launcher(String classPath, String... more) {
    return new Launcher(
        classPath,
        folder,
        Map.of(
            "REPLAY_GCS_ENDPOINT", buckets.endpoint().toString(),
            "REPLAY_BIGQUERY_ENDPOINT", warehouse.endpoint()),
        Stream.concat(
                Stream.of(
                    "--project=a-project",
                    "--region=europe-west1",
                    "--stagingLocation=gs://work/beam/staging",
                    "--tempLocation=gs://work/beam/tmp",
                    "--dataflowEndpoint=" + dataflow.endpoint(),
                    "--gcsEndpoint=" + buckets.endpoint() + "/storage/v1/",
                    "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory"),
                Stream.of(more))
            .toList());
  }

  /** Staging all of the class path takes a while, and is not what most tests are about. */
  private static Path oneFile() throws IOException {
    Path file = folder.resolve("staged.jar");
    if (!Files.exists(file)) {
      Files.writeString(file, "a jar");
    }
    return file;
  }

  private static void good(Launcher.Ended ended) {
    assertThat(ended.output(), ended.exitCode(), is(0));
  }

  private static Set<String> steps(JsonNode job) throws IOException {
    Set<String> steps = new TreeSet<>();
    names(job).forEach(name -> steps.add(name.replaceAll("/.*", "")));
    return steps;
  }

  /** The steps whose work runs in an environment with a hint of how much memory it needs. */
  private static Set<String> stepsThatWantMemory(JsonNode job) throws IOException {
    RunnerApi.Components graph = graph(job);
    Set<String> steps = new TreeSet<>();
    for (RunnerApi.PTransform step : graph.getTransformsMap().values()) {
      if (graph
          .getEnvironmentsOrDefault(
              step.getEnvironmentId(), RunnerApi.Environment.getDefaultInstance())
          .containsResourceHints("beam:resources:min_ram_bytes:v1")) {
        steps.add(step.getUniqueName().replaceAll("/.*", ""));
      }
    }
    return steps;
  }

  /** The steps of a job, and the steps in them. */
  private static Set<String> names(JsonNode job) throws IOException {
    Set<String> names = new TreeSet<>();
    graph(job).getTransformsMap().values().forEach(step -> names.add(step.getUniqueName()));
    names.remove("");
    return names;
  }

  /** The job's graph, which lies in staging. */
  private static RunnerApi.Components graph(JsonNode job) throws IOException {
    String graph =
        job.path("environment")
            .path("sdkPipelineOptions")
            .path("options")
            .path("pipelineUrl")
            .asText();
    return RunnerApi.Pipeline.parseFrom(bytes(graph)).getComponents();
  }

  private static byte[] bytes(String address) throws IOException {
    Address place = address(address);
    try (InputStream in = buckets.storage().open(buckets.storage().pin(place))) {
      return in.readAllBytes();
    }
  }

  private static boolean isThere(String address) throws IOException {
    return buckets.storage().stat(address(address)).isPresent();
  }

  /** Beam writes {@code storage.googleapis.com/<bucket>/<path>}, too. */
  private static Address address(String text) {
    return Address.parse(text.startsWith("gs://") ? text : text.replaceFirst("^[^/]+/", "gs://"));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(t -> texts.add(t.asText()));
    return texts;
  }
}
