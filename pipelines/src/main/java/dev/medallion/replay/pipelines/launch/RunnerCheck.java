package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import java.beans.Introspector;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** Asks a runner whether it has what it needs, before anything is written. */
public final class RunnerCheck {
  /** Beam names the method that gets the option, and says what it is. */
  private static final Pattern MISSING =
      Pattern.compile(
          "Missing required value for \\[.*\\.get(\\w+)\\(\\), \"(.*)\"]", Pattern.DOTALL);

  private RunnerCheck() {}

  /**
   * Makes the runner, which checks its own options.
   *
   * @throws UsageException with the runner's word on what is missing or wrong
   */
  public static void require(PipelineOptions options) {
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
