package dev.medallion.replay.pipelines.template;

import dev.medallion.replay.options.ResumeOptions;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.parse.OptionSpec;
import dev.medallion.replay.options.parse.OptionSpecs;
import dev.medallion.replay.pipelines.commands.Command;
import dev.medallion.replay.pipelines.commands.ResumeCommand;
import dev.medallion.replay.pipelines.text.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a command that reads no objects in a worker. A runner may try it again, or twice at once:
 * what has begun under the run's id is carried on, and what has ended is only told again.
 */
final class CommandFn extends DoFn<byte[], Void> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(CommandFn.class);

  private final List<String> arguments;
  private final Begun run;

  CommandFn(Begun run, List<String> arguments) {
    this.run = run;
    this.arguments = List.copyOf(arguments);
  }

  /** Does it. */
  @ProcessElement
  public void process() throws Exception {
    Optional<String> other = run.isOther();
    if (other.isPresent()) {
      throw new CommandFailure(other.get());
    }
    boolean begun = run.isThere();
    Command done = begun ? new ResumeCommand() : Template.of(run.command()).command();
    List<String> given = begun ? forResume() : arguments;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int code;
    try (PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      code = done.run(given, new Console(out, out, false, Path.of("").toAbsolutePath()));
    } catch (UsageException e) {
      throw new CommandFailure(String.join("\n", e.problems()));
    }
    String text = told.toString(StandardCharsets.UTF_8);
    LOG.info("{}", text);
    if (code != 0) {
      throw new CommandFailure(text.strip() + "\n(exit code " + code + ")");
    }
  }

  /**
   * Those of the arguments that {@code resume} takes, and this run in place of what it is about.
   */
  private List<String> forResume() {
    List<String> all = new ArrayList<>();
    all.add("--run=" + run.runId());
    for (OptionSpec spec : OptionSpecs.of(ResumeOptions.class)) {
      arguments.stream()
          .filter(a -> !spec.name().equals("run") && a.startsWith("--" + spec.name() + "="))
          .forEach(all::add);
    }
    return all;
  }

  /** Fails the job, and says why. */
  static final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
      super(message);
    }
  }
}
