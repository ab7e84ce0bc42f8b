package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;

/** The warehouse of a command that only reads, and where its runs are kept. */
@Description("State")
public interface StateOptions extends LookOptions {
  @Description(
      "The folder that keeps runs, local or gs://<bucket>/<path>. Default: <file>.state, next to the"
          + " warehouse's file.")
  @Placeholder("folder")
  String getState();

  void setState(String value);
}
