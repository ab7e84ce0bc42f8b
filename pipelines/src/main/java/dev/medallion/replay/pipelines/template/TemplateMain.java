package dev.medallion.replay.pipelines.template;

import dev.medallion.replay.options.SubmitOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.pipelines.Main;
import dev.medallion.replay.pipelines.failure.Failure;
import dev.medallion.replay.pipelines.text.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the launcher of a flex template starts: {@code FLEX_TEMPLATE_JAVA_MAIN_CLASS}. The image
 * says which command it is for, parameters come as {@code --name=value}, and it ends as soon as the
 * job is submitted.
 */
public final class TemplateMain {
  /** The environment variable that names the command. */
  static final String COMMAND = "REPLAY_COMMAND";

  /** The environment variable that names the image of workers. */
  static final String WORKER_IMAGE = "REPLAY_WORKER_IMAGE";

  private static final int USAGE = 2;
  private static final Logger LOG = LoggerFactory.getLogger(TemplateMain.class);

  private TemplateMain() {}

  /** Ends the process: with 0 when the job is submitted. */
  public static void main(String[] args) {
    Console console =
        new Console(
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8),
            false,
            Path.of("").toAbsolutePath());
    System.exit(run(Arrays.asList(args), System.getenv(), console));
  }

  /** The same without an end to the process. */
  static int run(List<String> args, Map<String, String> environment, Console console) {
    PipelineOptionsFactory.register(SubmitOptions.class);
    try {
      Problems problems = new Problems();
      Launch launch = Launch.of(args, environment, problems);
      problems.throwIfAny();
      return launch.submit(console, a -> Main.run(a.toArray(String[]::new), launch, console));
    } catch (UsageException e) {
      e.problems().forEach(p -> console.err().println("replay: " + p));
      return USAGE;
    } catch (IOException | RuntimeException e) {
      // The service's log shows the end first: the message has to be there.
      LOG.debug("the launch failed", e);
      return Failure.tell(e, console);
    }
  }
}
