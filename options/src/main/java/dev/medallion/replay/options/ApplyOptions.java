package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code apply}. */
@Description("What is applied")
public interface ApplyOptions extends ChangeOptions {
  @Description("The plan, as plan --out named it; the option's name may be left out.")
  @Placeholder("plan id")
  @Validation.Required
  String getPlan();

  void setPlan(String value);
}
