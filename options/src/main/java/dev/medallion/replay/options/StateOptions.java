package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import dev.medallion.replay.options.parse.TemplateParameter.Kind;
import org.apache.beam.sdk.options.Description;

/** The warehouse of a command that only reads, and where its runs are kept. */
@Description("State")
public interface StateOptions extends LookOptions {
  @Description(
      "The folder that keeps runs, local or gs://<bucket>/<path>. Default: <file>.state, next to the"
          + " warehouse's file.")
  @Placeholder("folder")
  @TemplateParameter(
      help = "The folder that keeps runs and published files, gs://<bucket>/<path>.",
      example = "gs://my-bucket/state",
      pattern = Forms.FOLDER,
      kind = Kind.GCS_WRITE_FOLDER,
      required = true)
  String getState();

  void setState(String value);
}
