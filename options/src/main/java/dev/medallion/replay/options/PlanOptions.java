package dev.medallion.replay.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code plan}. */
@Description("What is kept of it")
public interface PlanOptions extends ReplayOptions {
  @Description(
      "Keep the plan: its receipt under --state and its files on --staging, so that apply can"
          + " publish exactly what it shows. Without it nothing is kept.")
  @Default.Boolean(false)
  Boolean getOut();

  void setOut(Boolean value);
}
