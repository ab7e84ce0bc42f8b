package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code resume}. */
@Description("Which run goes on")
public interface ResumeOptions
    extends StateOptions, PublishOptions, ProgressOptions, OutputOptions {
  @Description("The run that goes on; the option's name may be left out.")
  @Placeholder("run id")
  @Validation.Required
  String getRun();

  void setRun(String value);
}
