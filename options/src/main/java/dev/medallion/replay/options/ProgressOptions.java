package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How a long command shows that it is alive. */
@Description("Progress")
public interface ProgressOptions extends PipelineOptions {
  @Description(
      "auto: on a terminal, one line that is rewritten; elsewhere, a plain line every few seconds."
          + " line: plain lines. off: no progress. Progress goes to standard error, so the output"
          + " of --format=json stays clean.")
  @Placeholder("auto|line|off")
  @Default.String("auto")
  String getProgress();

  void setProgress(String value);
}
