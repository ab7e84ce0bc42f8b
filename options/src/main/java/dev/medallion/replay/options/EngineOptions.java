package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How the work is cut. None of these changes a result. */
@Description("How the work is cut (none of these changes a result)")
public interface EngineOptions extends PipelineOptions {
  @Description(
      "Shards of every stream, 1 to 2048. Default: one for about 64 MB of input, worked out after"
          + " listing.")
  @Placeholder("number")
  Integer getShards();

  void setShards(Integer value);

  @Description(
      "How many bytes of decoded events go into one block before it is compressed, e.g. 8MB.")
  @Placeholder("size")
  @Default.String("8MB")
  String getBlockBytes();

  void setBlockBytes(String value);

  @Description(
      "Memory that the embedded DuckDBs may use together, e.g. 512MB or 2GB; beyond it they spill to"
          + " --staging. The Java heap comes on top.")
  @Placeholder("size")
  @Default.String("1GB")
  String getMemory();

  void setMemory(String value);

  @Description(
      "The folder for files that a run stages and spills. Default: staging, under --state.")
  @Placeholder("folder")
  String getStaging();

  void setStaging(String value);

  @Description("This run's id; one that --state knows already is refused. Default: a new one.")
  @Placeholder("id")
  String getRunId();

  void setRunId(String value);
}
