package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How a command prints its result. */
@Description("Output")
public interface OutputOptions extends PipelineOptions {
  @Description(
      "table: for people. json: one document on standard output. csv: only for commands that print"
          + " rows.")
  @Placeholder("table|json|csv")
  @Default.String("table")
  String getFormat();

  void setFormat(String value);

  @Description("Show the log of Beam and its libraries, and the stack trace of an error.")
  @Default.Boolean(false)
  Boolean getVerbose();

  void setVerbose(Boolean value);
}
