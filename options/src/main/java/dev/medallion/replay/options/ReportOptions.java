package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;

/** The options of {@code report}. */
@Description("Which receipt")
public interface ReportOptions extends StateOptions, OutputOptions {
  @Description(
      "The run whose receipt is printed; the option's name may be left out. Default: the latest of"
          + " --state.")
  @Placeholder("run id")
  String getRun();

  void setRun(String value);
}
