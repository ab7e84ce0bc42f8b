package dev.medallion.replay.pipelines.template;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.message.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script hands to gcloud, and what a launcher reads of it. */
class LaunchScriptTest {
  private static final Path SCRIPTS =
      Path.of("").toAbsolutePath().resolveSibling("dataflow-templates");
  private static final List<String> RUN =
      List.of(
          "run",
          "--project=p",
          "--region=europe-west1",
          "--templates=gs://b/templates/",
          "--model=payments",
          "--from=2026-02-01",
          "--to=2026-02-07",
          "--warehouse=bigquery:a-project.lake",
          "--state=gs://b/state",
          "--run-id=Nightly_1");

  @TempDir private Path folder;

  @BeforeEach
  void standInForGcloud() throws IOException {
    Path gcloud = folder.resolve("gcloud");
    Files.writeString(gcloud, "#!/bin/sh\nprintf '%s\\0' gcloud \"$@\" >>'" + said() + "'\n");
    assertThat(gcloud.toFile().setExecutable(true), is(true));
  }

  @Test
  void valuesArriveAsTheyWere() throws Exception {
    Map<String, List<String>> odd = new TreeMap<>();
    odd.put("input", List.of("gs://lake/a b,c~d", "webhooks=gs://hooks/\"quoted\"\\path'$(date)"));
    odd.put("allow", List.of("row_drop:charges/2026-02-03", "eroded"));
    odd.put("tables", List.of("charges,fct_payments"));
    odd.put("arrives", List.of("P1D/P60D"));
    // Each of the separators that are one sign, and an end that is the beginning of the next one.
    odd.put("staging", List.of("gs://b/~|;@"));
    List<String> line = new ArrayList<>(RUN);
    odd.forEach((name, values) -> values.forEach(v -> line.add("--" + name + "=" + v)));
    line.addAll(List.of("--", "--max-workers=10"));

    Ended ended = script("launch", line);

    assertThat(ended.output(), ended.code(), is(0));
    List<String> call = called();
    assertThat(
        call,
        hasItems(
            "gcloud",
            "dataflow",
            "flex-template",
            "run",
            "replay-nightly-1",
            "--template-file-gcs-location=gs://b/templates/replay-run.json",
            "--max-workers=10"));
    Problems problems = new Problems();
    List<String> read =
        TemplateArguments.read(Template.of("run"), asTheServicePassesThem(call), problems);
    assertThat(problems.found(), is(empty()));
    odd.forEach(
        (name, values) -> values.forEach(v -> assertThat(read, hasItem("--" + name + "=" + v))));
    assertThat(read, hasItem("--runId=Nightly_1"));
  }

  @Test
  void aDryRunPrintsTheVeryCall() throws Exception {
    List<String> line =
        Stream.concat(RUN.stream(), Stream.of("--input=gs://lake/a b,'c' \"d\"")).toList();
    script("launch", line);
    List<String> call = called();
    Files.delete(said());
    List<String> dry = new ArrayList<>(line);
    dry.add(1, "--dry-run");

    Ended printed = script("launch", dry);

    assertThat(Files.exists(said()), is(false));
    assertThat(start("bash", "-c", printed.output()).code(), is(0));
    assertThat(called(), is(call));
  }

  @Test
  void aParameterThatNobodyKnowsIsNamed() throws Exception {
    Ended ended = script("launch", Stream.concat(RUN.stream(), Stream.of("--tabels=x")).toList());
    assertThat(ended.code(), is(2));
    assertThat(ended.output(), containsString("has no parameter tabels"));
  }

  @Test
  void aValueThatIsMissingOrBreaksTheCallIsNamed() throws Exception {
    refused("--runId has no value", "--run-id=");
    refused("--model has a tab, or more than one line", "--model=a\tb");
    refused("has no parameter .*", "--.*=x");
    refused("--runId has no letter or digit", "--run-id=__");
  }

  private void refused(String why, String option) throws Exception {
    List<String> line =
        Stream.concat(RUN.stream().filter(o -> !o.startsWith("--run-id=")), Stream.of(option))
            .toList();
    Ended ended = script("launch", line);
    assertThat(ended.code(), is(2));
    assertThat(ended.output(), containsString(why));
    assertThat(Files.exists(said()), is(false));
  }

  @Test
  void bothScriptsHaveHelp() throws Exception {
    for (String name : List.of("launch", "build")) {
      Ended ended = script(name, List.of("--help"));
      assertThat(ended.code(), is(0));
      assertThat(ended.output(), containsString("dataflow-templates/" + name));
    }
  }

  @Test
  void theBuildPrintsACallForEachTemplate() throws Exception {
    Ended ended =
        script(
            "build",
            List.of(
                "--dry-run", "--project=p", "--repository=r/p/i", "--templates=gs://b", "--tag=1"));
    assertThat(ended.output(), ended.code(), is(0));
    for (Template template : Template.all()) {
      assertThat(
          ended.output(),
          containsString(
              "gcloud dataflow flex-template build gs://b/replay-%s.json --project=p --image=r/p/i/replay-%s:1 "
                  .formatted(template.name(), template.name())));
    }
    assertThat(Files.exists(said()), is(false));
  }

  /** As gcloud splits: another separator than a comma stands between two carets. */
  private static List<String> asTheServicePassesThem(List<String> call) {
    String given =
        call.stream()
            .filter(a -> a.startsWith("--parameters="))
            .findFirst()
            .orElseThrow()
            .substring("--parameters=".length());
    int end = given.indexOf('^', 1);
    String separator = given.substring(1, end);
    return Arrays.stream(given.substring(end + 1).split(java.util.regex.Pattern.quote(separator)))
        .map(p -> "--" + p)
        .toList();
  }

  private Path said() {
    return folder.resolve("said");
  }

  private List<String> called() throws IOException {
    return Arrays.asList(Files.readString(said()).split("\0"));
  }

  private Ended script(String name, List<String> line) throws Exception {
    List<String> all = new ArrayList<>(List.of("bash", SCRIPTS.resolve(name).toString()));
    all.addAll(line);
    return start(all.toArray(String[]::new));
  }

  private Ended start(String... line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private record Ended(int code, String output) {}
}
