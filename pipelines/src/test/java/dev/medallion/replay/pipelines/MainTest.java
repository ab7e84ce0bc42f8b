package dev.medallion.replay.pipelines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.medallion.replay.options.parse.OptionSpec;
import dev.medallion.replay.options.parse.OptionSpecs;
import dev.medallion.replay.pipelines.commands.ApplyCommand;
import dev.medallion.replay.pipelines.commands.Command;
import dev.medallion.replay.pipelines.commands.DemoCommand;
import dev.medallion.replay.pipelines.commands.PlanCommand;
import dev.medallion.replay.pipelines.commands.QueryCommand;
import dev.medallion.replay.pipelines.commands.RedriveCommand;
import dev.medallion.replay.pipelines.commands.ReportCommand;
import dev.medallion.replay.pipelines.commands.RollbackCommand;
import dev.medallion.replay.pipelines.commands.RunCommand;
import dev.medallion.replay.pipelines.commands.StatusCommand;
import dev.medallion.replay.pipelines.launch.ReplayRequest;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.launch.Replayer;
import dev.medallion.replay.transforms.model.ModelException;
import dev.medallion.replay.transforms.model.ModelProblem;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.RunInfo;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.run.receipt.WindowInfo;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.WarehouseBusyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final List<Command> COMMANDS =
      List.of(
          new DemoCommand(MainTest::good),
          new PlanCommand(MainTest::good),
          new RunCommand(MainTest::good),
          new RedriveCommand(MainTest::good),
          new ApplyCommand(),
          new RollbackCommand(),
          new QueryCommand(),
          new ReportCommand(),
          new StatusCommand());

  @TempDir Path folder;

  @Test
  void helpListsEveryCommandWithItsLine() {
    Terminal terminal = terminal(MainTest::good);
    assertThat(terminal.run("--help"), is(0));
    for (Command command : COMMANDS) {
      assertThat(terminal.out(), containsString(command.name()));
      assertThat(terminal.out(), containsString(command.summary()));
    }
    String overview = terminal.out();
    assertThat(terminal.run(), is(0));
    assertThat(terminal.out(), is(overview));
  }

  @Test
  void aCommandsHelpHasExactlyItsOptionsInKebabCase() {
    Terminal terminal = terminal(MainTest::good);
    for (Command command : COMMANDS) {
      assertThat(terminal.run(command.name(), "--help"), is(0));
      Set<String> shown = new TreeSet<>();
      Matcher option = Pattern.compile("(?m)^  --([a-z-]+)").matcher(terminal.out());
      while (option.find()) {
        shown.add(option.group(1));
      }
      Set<String> real =
          OptionSpecs.of(command.options()).stream()
              .map(OptionSpec::kebab)
              .collect(Collectors.toCollection(TreeSet::new));
      if (command.startsPipeline()) {
        real.add("runner");
      }
      assertThat(shown, is(real));
      assertThat(terminal.run("help", command.name()), is(0));
    }
  }

  @Test
  void everyExampleOfHelpCanBeRead() {
    for (Command command : COMMANDS) {
      for (String example : command.examples()) {
        assertThat(example, startsWith(command.name()));
        List<String> args =
            Pattern.compile("\"([^\"]*)\"|(\\S+)")
                .matcher(example.replace("--sql=\"", "\"--sql="))
                .results()
                .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
                .skip(1)
                .map(a -> a.replace("/data/lake", folder.toString()))
                .toList();
        Terminal terminal = terminal(MainTest::good);
        terminal.run(
            java.util.stream.Stream.concat(
                    java.util.stream.Stream.of(command.name()), args.stream())
                .toArray(String[]::new));
        assertThat(
            terminal.err(),
            allOf(not(containsString("unknown")), not(containsString("is not an"))));
      }
    }
  }

  @Test
  void theCloudsDemoIsForACheckout() {
    Terminal terminal = terminal(MainTest::good);
    assertThat(terminal.run("demo", "--cloud"), is(2));
    assertThat(terminal.err(), containsString("needs the project's checkout"));
    assertThat(terminal.run("demo", "--hold"), is(2));
  }

  @Test
  void whatACostIsAskedOfIsChecked() {
    Terminal terminal = terminal(MainTest::good);
    assertThat(
        terminal.run(
            "plan",
            "--cost",
            "--machine=c9-large",
            "--format=json",
            "--model=payments",
            "--input=" + folder,
            "--from=2026-02-01",
            "--to=2026-02-02"),
        is(2));
    assertThat(
        terminal.err(),
        allOf(
            containsString("--machine: c9-large is not a machine type"),
            containsString("--cost is for people")));
  }

  @Test
  void aWrongCommandIsToldTheNearestOne() {
    Terminal terminal = terminal(MainTest::good);
    assertThat(terminal.run("plna"), is(2));
    assertThat(terminal.err(), is("replay: unknown command \"plna\"; did you mean plan?\n"));
  }

  @Test
  void everyUsageProblemIsToldAndTheExitCodeIsTwo() {
    Terminal terminal = terminal(MainTest::good);
    assertThat(terminal.run("run", "--form=x", "--to=2026-02-01"), is(2));
    assertThat(
        terminal.err(), containsString("replay: unknown option --form; did you mean --from?\n"));
    assertThat(terminal.err(), containsString("replay: --input is missing"));
    assertThat(terminal.out(), is(emptyString()));
  }

  @Test
  void theVerdictIsTheExitCode() {
    for (Verdict verdict : List.of(Verdict.GOOD, Verdict.BLOCKED, Verdict.CONFLICT)) {
      Terminal terminal = terminal(request -> ended(request, verdict));
      assertThat(terminal.run(run()), is(verdict.exitCode()));
      assertThat(terminal.out(), containsString("Verdict: " + verdict));
    }
  }

  @Test
  void jsonIsTheReceiptAndNothingElse() {
    Terminal terminal = terminal(MainTest::good);
    assertThat(terminal.run(run("--format=json")), is(0));
    assertThat(terminal.out(), startsWith("{\n"));
    assertThat(terminal.out().strip(), org.hamcrest.Matchers.endsWith("}"));
  }

  @Test
  void everyCommandPrintsOneJsonDocumentWhereItIsAskedTo() throws IOException, SQLException {
    Files.createDirectories(folder.resolve("testdata/payments/sample"));
    Files.writeString(folder.resolve("testdata/payments/signature-secrets.txt"), "secret\n");
    String warehouse = "--warehouse=duckdb:" + folder.resolve("lake.duckdb");
    try (Connection made =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("lake.duckdb"));
        Statement statement = made.createStatement()) {
      statement.execute("CREATE TABLE t AS SELECT 1 AS a");
    }
    Terminal terminal =
        terminal(
            request -> {
              ReplayResult result = ended(request, Verdict.GOOD);
              if (request.command().equals("run")) {
                RunFolder run =
                    RunFolder.create(Address.parse(request.settings().state()), "first");
                run.started(result.manifest());
                run.finished(result.manifest());
              }
              return result;
            });
    List<List<String>> commands =
        List.of(
            List.of(run("--run-id=first")),
            List.of("demo"),
            List.of(
                "plan",
                "--model=payments",
                "--input=" + folder,
                "--from=2026-02-01",
                "--to=2026-02-02",
                warehouse),
            List.of(
                "redrive",
                "--model=payments",
                "--input=" + folder,
                "--from=2026-02-01",
                "--to=2026-02-02",
                warehouse),
            List.of("query", "SELECT * FROM t", warehouse),
            List.of("report", warehouse),
            List.of("status", warehouse));
    for (List<String> command : commands) {
      List<String> args = new java.util.ArrayList<>(command);
      args.add("--format=json");
      assertThat(terminal.err(), terminal.run(args.toArray(String[]::new)), is(0));
      Json.of(terminal.out());
    }
    for (Command command : COMMANDS) {
      assertThat(
          OptionSpecs.of(command.options()).stream().map(OptionSpec::name).toList(),
          hasItem("format"));
    }
  }

  @Test
  void whatBreaksIsToldInALineAndItsTraceIsWritten() throws IOException {
    Terminal terminal =
        terminal(
            request -> {
              RunFolder.create(
                  Address.parse(request.settings().state()), request.settings().runId());
              throw new IllegalStateException("wrapped", new IOException("no space left"));
            });
    assertThat(terminal.run(run("--run-id=broken")), is(1));
    assertThat(
        terminal.err(),
        allOf(
            containsString("replay: failed: wrapped: no space left\n"),
            not(containsString("\tat "))));
    Path trace = folder.resolve("lake.duckdb.state/runs/broken/error.txt");
    assertThat(Files.readString(trace), containsString("\tat dev.medallion.replay"));
    assertThat(terminal.err(), containsString(trace.toString()));
  }

  @Test
  void aStackTraceIsShownToWhoAsksForIt() {
    Terminal terminal =
        terminal(
            request -> {
              throw new IllegalStateException("a bug");
            });
    assertThat(terminal.run(run("--verbose")), is(1));
    assertThat(terminal.err(), containsString("\tat dev.medallion.replay"));
  }

  @Test
  void aWrongModelIsUsageAndABusyWarehouseAConflict() {
    Terminal wrong =
        terminal(
            request -> {
              throw new ModelException(
                  List.of(new ModelProblem("model.yaml", 4, "no such entity", "Name another.")));
            });
    assertThat(wrong.run(run()), is(2));
    assertThat(
        wrong.err(), containsString("replay: model.yaml:4: no such entity. Name another.\n"));
    Terminal busy =
        terminal(
            request -> {
              throw new WarehouseBusyException("held by process 7", new IOException());
            });
    assertThat(busy.run(run()), is(4));
    assertThat(busy.err(), containsString("replay: held by process 7\n"));
  }

  @Test
  void theReportIsThatOfTheLatestRunOrOfTheOneNamed() {
    Terminal terminal =
        terminal(
            request -> {
              ReplayResult result = ended(request, Verdict.GOOD);
              RunFolder run =
                  RunFolder.create(
                      Address.parse(request.settings().state()), request.settings().runId());
              run.started(result.manifest());
              run.finished(result.manifest());
              return result;
            });
    String warehouse = "--warehouse=duckdb:" + folder.resolve("lake.duckdb");
    assertThat(terminal.run("report", warehouse), is(2));
    assertThat(terminal.err(), containsString("no run under"));
    terminal.run(run("--run-id=first"));
    terminal.run(run("--run-id=second"));
    assertThat(terminal.run("report", warehouse), is(0));
    assertThat(terminal.out(), containsString("  run        second\n"));
    assertThat(terminal.out(), containsString("runs/second/report.html"));
    assertThat(terminal.run("report", "first", warehouse), is(0));
    assertThat(terminal.out(), containsString("  run        first\n"));
    assertThat(terminal.run("report", "--run=third", warehouse), is(2));
    assertThat(terminal.err(), containsString("no run third"));
  }

  @Test
  void theDemoAsksForTheSampleAsOfAFixedDay() throws IOException {
    Files.createDirectories(folder.resolve("testdata/payments/sample"));
    Files.writeString(folder.resolve("testdata/payments/signature-secrets.txt"), "secret\n");
    Terminal terminal =
        terminal(
            request -> {
              assertThat(request.settings().asOf(), is(Instant.parse("2026-04-15T00:00:00Z")));
              assertThat(request.mode(), is(Mode.RUN));
              return ended(request, Verdict.GOOD);
            });
    assertThat(terminal.err(), terminal.run("demo"), is(0));
    assertThat(terminal.out(), containsString("Demo of payments, 2026-02-01 to 2026-02-28"));
    assertThat(terminal.out(), containsString("Try next:"));
  }

  @Test
  void aDemoOfAModelWithoutSampleSaysWhichOnesThereAre() {
    Terminal terminal = terminal(MainTest::good);

    assertThat(terminal.run("demo", "--model=logistics"), is(2));
    assertThat(
        terminal.err(),
        containsString("there is a demo of payments, retail-lakehouse, store-erp only"));
  }

  private Terminal terminal(Replayer replayer) {
    return new Terminal(folder, replayer);
  }

  private String[] run(String... more) {
    List<String> args =
        new java.util.ArrayList<>(
            List.of(
                "run",
                "--model=payments",
                "--input=" + folder,
                "--from=2026-02-01",
                "--to=2026-02-02",
                "--warehouse=duckdb:" + folder.resolve("lake.duckdb")));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private static ReplayResult good(ReplayRequest request) {
    return ended(request, Verdict.GOOD);
  }

  /** Starts run "second" after "first", by their names' lengths. */
  private static ReplayResult ended(ReplayRequest request, Verdict verdict) {
    Instant start = Instant.EPOCH.plusSeconds(request.settings().runId().length());
    Manifest manifest =
        Manifest.started(
            new RunInfo(
                request.settings().runId(),
                request.command(),
                "payments",
                "",
                "",
                request.settings().warehouse().toString(),
                start),
            new WindowInfo(
                LocalDate.parse("2026-02-01"),
                LocalDate.parse("2026-02-28"),
                "business",
                "",
                List.of(),
                request.settings().asOf(),
                List.of(),
                List.of()));
    return new ReplayResult(manifest.finished(verdict, start.plusSeconds(1)), Optional.empty());
  }
}
