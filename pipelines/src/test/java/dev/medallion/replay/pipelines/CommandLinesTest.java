package dev.medallion.replay.pipelines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.parse.OptionSpec;
import dev.medallion.replay.options.parse.OptionSpecs;
import dev.medallion.replay.pipelines.commands.ApplyCommand;
import dev.medallion.replay.pipelines.commands.Command;
import dev.medallion.replay.pipelines.commands.DemoCommand;
import dev.medallion.replay.pipelines.commands.PlanCommand;
import dev.medallion.replay.pipelines.commands.QueryCommand;
import dev.medallion.replay.pipelines.commands.RedriveCommand;
import dev.medallion.replay.pipelines.commands.ReportCommand;
import dev.medallion.replay.pipelines.commands.ResumeCommand;
import dev.medallion.replay.pipelines.commands.RollbackCommand;
import dev.medallion.replay.pipelines.commands.RunCommand;
import dev.medallion.replay.pipelines.commands.StatusCommand;
import dev.medallion.replay.pipelines.commands.TestCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command line in README and documentation names a command, and options that it has. */
class CommandLinesTest {
  private static final Path HOME = Path.of("").toAbsolutePath().getParent();

  /** A command, and all that follows it; a line that ends with a backslash goes on. */
  private static final Pattern LINE =
      Pattern.compile("(?:\\./replay|dataflow-templates/launch) ([a-z]+)((?:\\\\\\n|[^\\n`])*)");

  private static final Pattern OPTION = Pattern.compile("(?<=\\s)--([A-Za-z][A-Za-z-]*)");

  private static final Map<String, Command> COMMANDS =
      Stream.of(
              new DemoCommand(r -> null),
              new PlanCommand(r -> null),
              new RunCommand(r -> null),
              new ResumeCommand(),
              new RedriveCommand(r -> null),
              new ApplyCommand(),
              new RollbackCommand(),
              new QueryCommand(),
              new ReportCommand(),
              new StatusCommand(),
              new TestCommand(r -> null))
          .collect(Collectors.toMap(Command::name, Function.identity()));

  /** Of Beam and its runners, and of the script that launches templates. */
  private static final Set<String> OTHERS =
      Set.of("help", "runner", "project", "region", "templates", "dry-run");

  @Test
  void everyOneCanBeRead() throws IOException {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (Path file : documents()) {
      seen += check(Files.readString(file), HOME.relativize(file).toString(), wrong);
    }
    assertThat(wrong, is(empty()));
    assertThat(seen, is(greaterThan(20)));
  }

  @Test
  void whatIsWrongIsFound() {
    List<String> wrong = new ArrayList<>();
    check(
        """
        `./replay rnu` and
        ./replay run --model=x \\
          --form=2026-02-03 | grep --count x
        dataflow-templates/launch apply --pln=x -- --max-workers=3
        """,
        "a text",
        wrong);
    assertThat(
        wrong,
        is(
            List.of(
                "a text: no command rnu",
                "a text: run has no --form",
                "a text: apply has no --pln")));
  }

  private static int check(String text, String where, List<String> wrong) {
    int seen = 0;
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      seen++;
      check(line.group(1), line.group(2), where, wrong);
    }
    return seen;
  }

  private static void check(String name, String rest, String where, List<String> wrong) {
    Command command = COMMANDS.get(name);
    if (command == null) {
      wrong.add(where + ": no command " + name);
      return;
    }
    Set<String> known =
        OptionSpecs.of(command.options()).stream()
            .flatMap((OptionSpec s) -> Stream.of(s.name(), s.kebab()))
            .collect(Collectors.toSet());
    // What follows -- is gcloud's; a comment, or another command after a bar, is nobody's.
    Matcher option = OPTION.matcher(rest.replaceAll("(?s)\\s(--|#|\\||&&|>)\\s.*", ""));
    while (option.find()) {
      if (!known.contains(option.group(1)) && !OTHERS.contains(option.group(1))) {
        wrong.add(where + ": " + name + " has no --" + option.group(1));
      }
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String root :
        List.of("README.md", "docs", "dataflow-templates", "composer", "benchmarks")) {
      try (Stream<Path> all = Files.walk(HOME.resolve(root))) {
        all.filter(f -> f.toString().endsWith(".md"))
            .filter(f -> !f.toString().contains("/adr/"))
            .forEach(found::add);
      }
    }
    return found;
  }
}
