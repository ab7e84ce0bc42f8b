package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code resume}. */
@Description("Run to resume")
public interface ResumeOptions
    extends StateOptions, PublishOptions, ProgressOptions, OutputOptions {
  @Description("The run to resume. You may omit the option's name.")
  @Placeholder("run id")
  @Validation.Required
  @TemplateParameter(example = "20260203T101500-9f3c2a", pattern = Forms.RUN_ID)
  String getRun();

  void setRun(String value);
}
