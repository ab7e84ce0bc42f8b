package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How the work is cut. None of these changes a result. */
@Description("Engine (none of these options changes a result)")
public interface EngineOptions extends PipelineOptions {
  @Description(
      "The number of shards per stream, 1 to 2048. Default: one per 64 MB of input or so, computed"
          + " after listing.")
  @Placeholder("number")
  Integer getShards();

  void setShards(Integer value);

  @Description("The size of a block of decoded events before compression, e.g. 8MB.")
  @Placeholder("size")
  @Default.String("8MB")
  String getBlockBytes();

  void setBlockBytes(String value);

  @Description(
      "The memory that all embedded DuckDB instances of a process may use together, e.g. 512MB or"
          + " 2GB. Beyond it they spill to disk. The Java heap is not included. Default: 1GB; on"
          + " Dataflow a share of the worker's machine type.")
  @Placeholder("size")
  String getMemory();

  void setMemory(String value);

  @Description(
      "How many objects of a bucket each worker process reads at once, or folders it lists, 1 to"
          + " 512. More hide the bucket's delays where objects are many and small. What was read"
          + " ahead takes up to 16 MB of the Java heap for each thread of the runner.")
  @Placeholder("number")
  @Default.Integer(64)
  Integer getObjectsAtOnce();

  void setObjectsAtOnce(Integer value);

  @Description(
      "The folder for staged files, local or gs://<bucket>/<path>. Default: staging, under"
          + " --state.")
  @Placeholder("folder")
  String getStaging();

  void setStaging(String value);

  @Description("The id of this run. An id that --state already has is refused. Default: a new id.")
  @Placeholder("id")
  String getRunId();

  void setRunId(String value);
}
