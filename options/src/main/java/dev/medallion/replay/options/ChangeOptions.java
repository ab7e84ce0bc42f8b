package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;

/** What {@code apply} and {@code rollback} have in common: they publish without reading objects. */
@Description("What the run is called")
public interface ChangeOptions extends StateOptions, PublishOptions, OutputOptions {
  @Description("This run's id; one that --state knows already is refused. Default: a new one.")
  @Placeholder("id")
  String getRunId();

  void setRunId(String value);
}
