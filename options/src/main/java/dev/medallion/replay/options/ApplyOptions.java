package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code apply}. */
@Description("Plan")
public interface ApplyOptions extends ChangeOptions {
  @Description("The id of the plan that plan --out kept. You may omit the option's name.")
  @Placeholder("plan id")
  @Validation.Required
  String getPlan();

  void setPlan(String value);
}
