package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code apply}. */
@Description("Plan")
public interface ApplyOptions extends ChangeOptions {
  @Description("The id of the plan that plan --out kept. You may omit the option's name.")
  @Placeholder("plan id")
  @Validation.Required
  @TemplateParameter(example = "20260203T101500-9f3c2a", pattern = Forms.RUN_ID)
  String getPlan();

  void setPlan(String value);
}
