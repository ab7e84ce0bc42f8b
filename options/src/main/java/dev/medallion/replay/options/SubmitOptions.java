package dev.medallion.replay.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Hidden;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a launcher that is gone while its job works says of itself; no command line takes it. */
@Hidden
public interface SubmitOptions extends PipelineOptions {
  /** Whether the launcher ends once the job is submitted. */
  @Default.Boolean(false)
  Boolean getSubmitOnly();

  void setSubmitOnly(Boolean value);
}
