package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;

/** Which warehouse a command that only looks is about, and where its runs are kept. */
@Description("Where its runs are")
public interface StateOptions extends LookOptions {
  @Description("The folder that keeps runs. Default: beside the --warehouse's file, <file>.state.")
  @Placeholder("folder")
  String getState();

  void setState(String value);
}
