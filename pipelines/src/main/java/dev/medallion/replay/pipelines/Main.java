package dev.medallion.replay.pipelines;

import dev.medallion.replay.options.message.Shown;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.parse.Misspelling;
import dev.medallion.replay.pipelines.commands.ApplyCommand;
import dev.medallion.replay.pipelines.commands.Command;
import dev.medallion.replay.pipelines.commands.DemoCommand;
import dev.medallion.replay.pipelines.commands.HelpText;
import dev.medallion.replay.pipelines.commands.PlanCommand;
import dev.medallion.replay.pipelines.commands.QueryCommand;
import dev.medallion.replay.pipelines.commands.RedriveCommand;
import dev.medallion.replay.pipelines.commands.ReportCommand;
import dev.medallion.replay.pipelines.commands.ResumeCommand;
import dev.medallion.replay.pipelines.commands.RollbackCommand;
import dev.medallion.replay.pipelines.commands.RunCommand;
import dev.medallion.replay.pipelines.commands.StatusCommand;
import dev.medallion.replay.pipelines.commands.TestCommand;
import dev.medallion.replay.pipelines.failure.Failure;
import dev.medallion.replay.pipelines.launch.ReplayJob;
import dev.medallion.replay.pipelines.launch.Replayer;
import dev.medallion.replay.pipelines.launch.WarmUp;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.pipelines.text.Logging;
import dev.medallion.replay.pipelines.text.ResultStream;
import dev.medallion.replay.transforms.model.ModelException;
import dev.medallion.replay.transforms.run.failure.FailureText;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.WarehouseBusyException;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The launcher's entry point: finds the command, runs it, and turns failures into exit codes. */
public final class Main {
  private static final int USAGE = 2;
  private static final int FAILED = 1;
  private static final int OUTPUT_BYTES = 8192;

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
            new StatusCommand(),
            new TestCommand(replayer));
  }

  /** Ends the process with the command's exit code. */
  public static void main(String[] args) {
    Console console =
        new Console(
            new ResultStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUTPUT_BYTES)),
            new PrintStream(System.err, true, StandardCharsets.UTF_8),
            Boolean.getBoolean("replay.terminal"),
            Path.of(System.getProperty("replay.home", "")).toAbsolutePath());
    requireUtf8(console);
    System.exit(run(args, new ReplayJob(), console));
  }

  /** The same without an end to the process: what tests enter at. */
  public static int run(String[] args, Replayer replayer, Console console) {
    int code = new Main(replayer).run(Arrays.asList(args), console);
    boolean arrived = arrived(console);
    return code == 0 && !arrived ? FAILED : code;
  }

  /** Whether all that was printed reached whoever reads it. */
  private static boolean arrived(Console console) {
    if (!(console.out() instanceof ResultStream results)) {
      return !console.out().checkError();
    }
    Optional<IOException> failure = results.failure();
    // Who closes a pipe has seen enough, and needs no message.
    failure
        .filter(e -> !ResultStream.isClosedPipe(e))
        .ifPresent(
            e -> console.err().println("replay: cannot write the output: " + e.getMessage()));
    return failure.isEmpty();
  }

  /**
   * Names of objects, arguments and texts of a query would be others in another encoding. The
   * launcher sees to it; this is for whoever starts Java without it.
   */
  private static void requireUtf8(Console console) {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (!encoding.equalsIgnoreCase("UTF-8")) {
      console
          .err()
          .println(
              "replay: the locale's encoding "
                  + encoding
                  + " would garble names and texts; set LC_ALL=C.UTF-8");
      System.exit(USAGE);
    }
  }

  private int run(List<String> args, Console console) {
    boolean verbose = args.contains("--verbose") || args.contains("--verbose=true");
    Logging.configure(verbose);
    try {
      return dispatch(args, console);
    } catch (UsageException e) {
      e.problems().forEach(p -> console.err().println("replay: " + Shown.lines(p)));
      return USAGE;
    } catch (ModelException e) {
      e.problems().forEach(p -> console.err().println("replay: " + Shown.lines(p.toString())));
      return USAGE;
    } catch (WarehouseBusyException | ConflictException e) {
      console.err().println("replay: " + Shown.lines(e.getMessage()));
      return Verdict.CONFLICT.exitCode();
    } catch (WarehouseException e) {
      console
          .err()
          .println("replay: " + Shown.lines(e.getMessage() + FailureText.advice(e.getMessage())));
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
    WarmUp warmUp = WarmUp.begin(command.startsPipeline());
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
        "unknown command \"%s\"%s",
        name,
        Misspelling.nearest(name, names)
            .map(n -> Text.format("; did you mean %s?", n))
            .orElse("; the commands are " + String.join(", ", names)));
  }
}
