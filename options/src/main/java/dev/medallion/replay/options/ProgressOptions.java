package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How a long command shows that it is alive. */
@Description("How progress is shown")
public interface ProgressOptions extends PipelineOptions {
  @Description(
      "auto: one line that is rewritten on a terminal, plain lines every few seconds elsewhere."
          + " line: plain lines. off: none. Always on standard error, so --format=json stays clean.")
  @Placeholder("auto|line|off")
  @Default.String("auto")
  String getProgress();

  void setProgress(String value);
}
