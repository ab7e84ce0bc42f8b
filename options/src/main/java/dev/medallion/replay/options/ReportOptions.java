package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;

/** The options of {@code report}. */
@Description("Receipt")
public interface ReportOptions extends StateOptions, OutputOptions {
  @Description(
      "The run whose receipt to print. You may omit the option's name. Default: the latest run in"
          + " --state.")
  @Placeholder("run id")
  String getRun();

  void setRun(String value);
}
