package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;

/** The options of {@code demo}, which sets all other options itself. */
@Description("Sample")
public interface DemoOptions extends ProgressOptions, OutputOptions {
  @Description("Whose sample is replayed: payments or retail-lakehouse. Default: payments.")
  @Placeholder("name")
  String getModel();

  void setModel(String value);
}
