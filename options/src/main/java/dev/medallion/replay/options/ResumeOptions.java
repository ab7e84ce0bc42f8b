package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code resume}. */
@Description("Run to resume")
public interface ResumeOptions
    extends StateOptions, PublishOptions, ProgressOptions, OutputOptions {
  @Description("The run to resume. You may omit the option's name.")
  @Placeholder("run id")
  @Validation.Required
  String getRun();

  void setRun(String value);
}
