package dev.medallion.replay.pipelines.template;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.options.ReplayOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.parse.OptionSpec;
import dev.medallion.replay.options.parse.OptionSpecs;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.RunSettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the service is told of the templates, against what the program takes. */
class TemplateMetadataTest {
  private static final Path FOLDER =
      Path.of("").toAbsolutePath().resolveSibling("dataflow-templates/metadata");

  /** Options that make no sense without the user's terminal and folders. */
  private static final Set<String> OF_A_TERMINAL =
      Set.of("corrections", "cost", "dryRun", "export", "format", "machine", "progress", "verbose");

  /** A value of each parameter that has to be refused. */
  private static final Map<String, String> WRONG =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("allow", "row drop"),
              Map.entry("arrives", "P1D"),
              Map.entry("asOf", "2026-04-15"),
              Map.entry("blockBytes", "8 megabytes"),
              Map.entry("code", "not allowed"),
              Map.entry("entity", "a-b"),
              Map.entry("evenIf", "always"),
              Map.entry("expand", "everything"),
              Map.entry("from", "01.02.2026"),
              Map.entry("input", "/data/lake"),
              Map.entry("keepVersions", "-1"),
              Map.entry("maskSecret", "secrets.txt"),
              Map.entry("memory", "much"),
              Map.entry("model", "./models/payments"),
              Map.entry("objectsAtOnce", "0"),
              Map.entry("out", "false"),
              Map.entry("plan", "../x"),
              Map.entry("reason", " "),
              Map.entry("run", "a b"),
              Map.entry("runId", ".."),
              Map.entry("scope", ","),
              Map.entry("shards", "one"),
              Map.entry("signatureSecrets", "secrets.txt"),
              Map.entry("snapshot", "7"),
              Map.entry("source", "a-b"),
              Map.entry("staging", "s3://bucket/x"),
              Map.entry("state", ".replay"),
              Map.entry("tables", "charges;refunds"),
              Map.entry("takeLease", "a/b"),
              Map.entry("to", "yesterday"),
              Map.entry("warehouse", "duckdb:lake.duckdb"),
              Map.entry("windowClock", "wall"),
              Map.entry("withdraw", "bronze/part-00000.jsonl")));

  static Stream<Template> templates() {
    return Template.all().stream();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void isWhatTheOptionsSay(Template template) throws IOException {
    Path file = FOLDER.resolve(template.name() + ".json");
    String json = TemplateMetadata.json(template);
    if (Boolean.getBoolean("replay.metadata.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, json);
    }
    assertThat("-Dreplay.metadata.write=true writes " + file, Files.readString(file), is(json));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void hasEveryOptionButThoseOfATerminal(Template template) throws IOException {
    Set<String> options =
        OptionSpecs.of(template.command().options()).stream()
            .map(OptionSpec::name)
            .filter(name -> !OF_A_TERMINAL.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> parameters = new TreeSet<>();
    for (JsonNode parameter : read(template).path("parameters")) {
      parameters.add(parameter.path("name").asText());
    }
    assertThat(parameters, is(options));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void takesEveryExampleAndRefusesWhatIsWrong(Template template) throws Exception {
    for (JsonNode json : read(template).path("parameters")) {
      Parameter parameter = parameter(template, json.path("name").asText());
      String example = parameter.form().example();
      String regex = json.path("regexes").path(0).asText();

      assertThat(problems(template, parameter.name(), example), is(empty()));
      assertThat(regex + " " + example, egrep(regex, example), is(true));

      String wrong = WRONG.get(parameter.name());
      assertThat(parameter.name() + " has no wrong value here", wrong != null, is(true));
      assertThat(parameter.name() + "=" + wrong, egrep(regex, wrong), is(false));
      if (!wrong.isBlank()) {
        assertThat(problems(template, parameter.name(), wrong), is(not(empty())));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void theCommandTakesWhatTheTemplateTakes(Template template) {
    if (!ReplayOptions.class.isAssignableFrom(template.command().options())) {
      return;
    }
    for (Parameter parameter : template.parameters()) {
      Problems problems = new Problems();
      List<String> args =
          TemplateArguments.read(
              template, given(template, parameter.name(), parameter.form().example()), problems);
      var options =
          OptionsParser.ofPipeline(template.command().options().asSubclass(ReplayOptions.class))
              .parse(args, problems);
      if (options instanceof dev.medallion.replay.options.RunOptions run) {
        PublishSettings.read(run, problems);
      }
      RunSettingsReader.read(options, problems);
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void severalValuesAreAJsonArray(Template template) throws Exception {
    for (Parameter parameter : template.parameters()) {
      String example = parameter.form().example();
      String array = "[\"" + example + "\",\"" + example + "\"]";
      if (!parameter.takesSeveral()) {
        // A reason is any text.
        if (!parameter.takes(array)) {
          assertThat(problems(template, parameter.name(), array), is(not(empty())));
        }
        continue;
      }
      Problems problems = new Problems();
      List<String> read =
          TemplateArguments.read(template, given(template, parameter.name(), array), problems);
      assertThat(
          read.stream().filter(a -> a.equals("--" + parameter.name() + "=" + example)).count(),
          is(2L));
      assertThat(problems.found(), is(empty()));
      assertThat(egrep(parameter.regex(), array), is(true));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gs://my-secrets/webhooks.txt, true",
    "secret://my-project/webhooks/3, true",
    "secret://my-project/webhooks, true",
    "secrets.txt, false",
    "gs://my-secrets, false",
    "secret://my-project, false",
    "secret://my-project/webhooks/3/4, false",
    "secret://my-project/web hooks/3, false"
  })
  void secretsComeFromABucketOrFromSecretManager(String secrets, boolean taken) throws Exception {
    for (String command : List.of("plan", "run", "redrive")) {
      Template template = Template.of(command);
      for (String option : List.of("signatureSecrets", "maskSecret")) {
        String regex = parameter(template, option).regex();
        assertThat(command, egrep(regex, secrets), is(taken));
        assertThat(command, problems(template, option, secrets).isEmpty(), is(taken));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void aParameterThatIsNeededAndMissingIsNamed(Template template) {
    Problems problems = new Problems();
    TemplateArguments.read(template, List.of(), problems);
    template.parameters().stream()
        .filter(Parameter::required)
        .forEach(
            p ->
                assertThat(
                    problems.found(),
                    hasItem(
                        "parameter %s is missing, e.g. %s"
                            .formatted(p.name(), p.form().example()))));
  }

  private static List<String> problems(Template template, String name, String value) {
    Problems problems = new Problems();
    TemplateArguments.read(template, given(template, name, value), problems);
    return problems.found();
  }

  /** What is needed, and this. */
  private static List<String> given(Template template, String name, String value) {
    List<String> args = new ArrayList<>();
    template.parameters().stream()
        .filter(p -> p.required() && !p.name().equals(name))
        .forEach(p -> args.add("--" + p.name() + "=" + p.form().example()));
    args.add("--" + name + "=" + value);
    return args;
  }

  private static Parameter parameter(Template template, String name) {
    return template.parameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode read(Template template) throws IOException {
    return new JsonMapper().readTree(FOLDER.resolve(template.name() + ".json").toFile());
  }

  /** As the service does: POSIX's extended expressions. */
  private static boolean egrep(String regex, String value) throws Exception {
    Process grep = new ProcessBuilder("grep", "-Eqe", regex).start();
    try (var in = grep.outputWriter()) {
      in.write(value + "\n");
    }
    assertThat(grep.waitFor(10, TimeUnit.SECONDS), is(true));
    assertThat(grep.exitValue() <= 1, is(true));
    return grep.exitValue() == 0;
  }
}
