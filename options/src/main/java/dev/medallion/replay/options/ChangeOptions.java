package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;

/** What {@code apply} and {@code rollback} have in common: they publish without reading objects. */
@Description("Run id")
public interface ChangeOptions extends StateOptions, PublishOptions, OutputOptions {
  @Description("The id of this run. An id that --state already has is refused. Default: a new id.")
  @Placeholder("id")
  String getRunId();

  void setRunId(String value);
}
