package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import org.apache.beam.sdk.options.Description;

/**
 * The options that {@code apply} and {@code rollback} share: both publish without reading objects.
 */
@Description("Run id")
public interface ChangeOptions extends StateOptions, PublishOptions, OutputOptions {
  @Description("The id of this run. An id that --state already has is refused. Default: a new id.")
  @Placeholder("id")
  @TemplateParameter(
      help =
          "The id of this run. Default: a new id. Under the id of a run that was "
              + "cut off, that run is carried on if it is the same one; the id of any "
              + "other run is refused.",
      example = "backfill-2026-02-03",
      pattern = Forms.RUN_ID)
  String getRunId();

  void setRunId(String value);
}
