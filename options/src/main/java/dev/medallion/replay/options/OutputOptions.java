package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a command prints. */
@Description("What is printed")
public interface OutputOptions extends PipelineOptions {
  @Description(
      "table: for a person. json: one document on standard output. csv: rows, where the command"
          + " prints rows.")
  @Placeholder("table|json|csv")
  @Default.String("table")
  String getFormat();

  void setFormat(String value);

  @Description("Show what Beam and its libraries log, and the stack trace of an error.")
  @Default.Boolean(false)
  Boolean getVerbose();

  void setVerbose(Boolean value);
}
