package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;

/**
 * The options that {@code apply} and {@code rollback} share: both publish without reading objects.
 */
@Description("Run id")
public interface ChangeOptions extends StateOptions, PublishOptions, OutputOptions {
  @Description("The id of this run. An id that --state already has is refused. Default: a new id.")
  @Placeholder("id")
  String getRunId();

  void setRunId(String value);
}
