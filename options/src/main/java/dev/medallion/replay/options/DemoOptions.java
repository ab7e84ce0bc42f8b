package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code demo}, which sets all other options itself. */
@Description("Sample")
public interface DemoOptions extends ProgressOptions, OutputOptions {
  @Description(
      "Whose sample is replayed: payments, retail-lakehouse or store-erp. Default: payments.")
  @Placeholder("name")
  String getModel();

  void setModel(String value);

  @Description(
      "Replay from gs:// to BigQuery, with a worker in a process of its own: servers on this machine"
          + " stand in for Cloud Storage, BigQuery and Dataflow. Needs Go, and a checkout.")
  @Default.Boolean(false)
  Boolean getCloud();

  void setCloud(Boolean value);

  @Description("With --cloud: keep the servers up after the replay, until you press Enter.")
  @Default.Boolean(false)
  Boolean getHold();

  void setHold(Boolean value);
}
