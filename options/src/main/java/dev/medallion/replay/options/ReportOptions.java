package dev.medallion.replay.options;

import org.apache.beam.sdk.options.Description;

/** The options of {@code report}. */
@Description("Which receipt")
public interface ReportOptions extends LookOptions, OutputOptions {
  @Description(
      "The run whose receipt is printed; the option's name may be left out. Default: the latest of"
          + " --state.")
  @Placeholder("run id")
  String getRun();

  void setRun(String value);

  @Description("The folder that keeps runs. Default: beside the --warehouse's file, <file>.state.")
  @Placeholder("folder")
  String getState();

  void setState(String value);
}
