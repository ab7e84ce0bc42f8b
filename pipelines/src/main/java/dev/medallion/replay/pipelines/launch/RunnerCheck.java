package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.EngineOptions;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.settings.ByteSize;
import dev.medallion.replay.options.settings.WorkerSizing;
import dev.medallion.replay.pipelines.text.Console;
import java.beans.Introspector;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Asks a runner whether it has what it needs, before anything is written, and gives Dataflow's
 * workers their share of memory, threads and disk.
 */
public final class RunnerCheck {
  /** Beam names the method that gets the option, and says what it is. */
  private static final Pattern MISSING =
      Pattern.compile(
          "Missing required value for \\[.*\\.get(\\w+)\\(\\), \"(.*)\"]", Pattern.DOTALL);

  private RunnerCheck() {}

  /**
   * Makes the runner, which checks its own options. Of Dataflow's workers it says what they have.
   *
   * @throws UsageException with the runner's word on what is missing or wrong
   */
  public static void require(PipelineOptions options, Console console) {
    Optional<WorkerSizing> sizing = sizing(options);
    sizing.ifPresent(s -> s.applyTo(options));
    require(options);
    sizing.ifPresent(s -> console.err().println("replay: " + s.text()));
  }

  /** Empty where the runner is another, or the machine is unknown and the memory is given. */
  private static Optional<WorkerSizing> sizing(PipelineOptions options) {
    Optional<String> memory = Optional.ofNullable(options.as(EngineOptions.class).getMemory());
    try {
      return WorkerSizing.of(options)
          .map(s -> memory.map(ByteSize::parse).map(s::withDuckDb).orElse(s));
    } catch (IllegalArgumentException e) {
      if (memory.isPresent()) {
        return Optional.empty();
      }
      throw new UsageException(List.of("--workerMachineType: " + e.getMessage()));
    }
  }

  private static void require(PipelineOptions options) {
    try {
      PipelineRunner.fromOptions(options);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          List.of(
              Text.format(
                  "--runner=%s: %s",
                  options.getRunner().getSimpleName(), told(String.valueOf(e.getMessage())))));
    }
  }

  private static String told(String message) {
    Matcher missing = MISSING.matcher(message);
    return missing.find()
        ? Text.format(
            "--%s is missing: %s", Introspector.decapitalize(missing.group(1)), missing.group(2))
        : message.strip();
  }
}
