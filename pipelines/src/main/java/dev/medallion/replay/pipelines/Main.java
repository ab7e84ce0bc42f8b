package dev.medallion.replay.pipelines;

import dev.medallion.replay.options.Misspelling;
import dev.medallion.replay.options.Text;
import dev.medallion.replay.options.UsageException;
import dev.medallion.replay.transforms.model.ModelException;
import dev.medallion.replay.transforms.receipt.Verdict;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.WarehouseBusyException;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The launcher's entry: finds the command, runs it, and turns what goes wrong into an exit code.
 */
public final class Main {
  private static final int USAGE = 2;

  private final List<Command> commands;

  Main(Replayer replayer) {
    this.commands =
        List.of(
            new DemoCommand(replayer),
            new PlanCommand(replayer),
            new RunCommand(replayer),
            new ResumeCommand(),
            new RedriveCommand(replayer),
            new ApplyCommand(),
            new RollbackCommand(),
            new QueryCommand(),
            new ReportCommand(),
            new StatusCommand());
  }

  /** Ends the process with the command's exit code. */
  public static void main(String[] args) {
    Console console =
        new Console(
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8),
            Boolean.getBoolean("replay.terminal"),
            Path.of(System.getProperty("replay.home", "")).toAbsolutePath());
    System.exit(run(args, new ReplayJob(), console));
  }

  /** The same without an end to the process: what tests enter at. */
  public static int run(String[] args, Replayer replayer, Console console) {
    return new Main(replayer).run(Arrays.asList(args), console);
  }

  private int run(List<String> args, Console console) {
    boolean verbose = args.contains("--verbose") || args.contains("--verbose=true");
    Logging.configure(verbose);
    try {
      return dispatch(args, console);
    } catch (UsageException e) {
      e.problems().forEach(p -> console.err().println("replay: " + p));
      return USAGE;
    } catch (ModelException e) {
      e.problems().forEach(p -> console.err().println("replay: " + p));
      return USAGE;
    } catch (WarehouseBusyException | ConflictException e) {
      console.err().println("replay: " + e.getMessage());
      return Verdict.CONFLICT.exitCode();
    } catch (WarehouseException e) {
      console.err().println("replay: " + e.getMessage() + FailureText.advice(e.getMessage()));
      return Verdict.FAILED.exitCode();
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      return Failure.report(e, verbose, console);
    }
  }

  private int dispatch(List<String> args, Console console) throws Exception {
    String first = args.isEmpty() ? "--help" : args.get(0);
    List<String> rest = args.isEmpty() ? List.of() : args.subList(1, args.size());
    if (List.of("help", "--help", "-h").contains(first)) {
      console.out().print(rest.isEmpty() ? HelpText.overview(commands) : help(rest.get(0)));
      return 0;
    }
    if (rest.contains("--help") || rest.contains("-h") || rest.contains("--help=true")) {
      console.out().print(help(first));
      return 0;
    }
    Command command = find(first);
    WarmUp warmUp = WarmUp.begin(command);
    try {
      return command.run(rest, console);
    } finally {
      warmUp.await();
    }
  }

  private String help(String name) {
    return HelpText.of(find(name));
  }

  private Command find(String name) {
    Optional<Command> command = commands.stream().filter(c -> c.name().equals(name)).findFirst();
    return command.orElseThrow(() -> new UsageException(List.of(unknown(name))));
  }

  private String unknown(String name) {
    List<String> names = commands.stream().map(Command::name).toList();
    return Text.format(
        "\"%s\" is not a command%s",
        name,
        Misspelling.nearest(name, names)
            .map(n -> Text.format("; did you mean %s?", n))
            .orElse(": it is one of " + String.join(", ", names)));
  }
}
