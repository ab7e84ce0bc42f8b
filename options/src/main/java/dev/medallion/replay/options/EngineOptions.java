package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import dev.medallion.replay.options.parse.TemplateParameter.Kind;
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
  @TemplateParameter(example = "64", pattern = Forms.NUMBER, kind = Kind.NUMBER)
  Integer getShards();

  void setShards(Integer value);

  @Description("The size of a block of decoded events before compression, e.g. 8MB.")
  @Placeholder("size")
  @Default.String("8MB")
  @TemplateParameter(example = "8MB", pattern = Forms.SIZE)
  String getBlockBytes();

  void setBlockBytes(String value);

  @Description(
      "The memory that all embedded DuckDB instances of a process may use together, e.g. 512MB or"
          + " 2GB. Beyond it they spill to disk. The Java heap is not included. Default: 1GB; on"
          + " Dataflow a share of the worker's machine type.")
  @Placeholder("size")
  @TemplateParameter(example = "8GB", pattern = Forms.SIZE)
  String getMemory();

  void setMemory(String value);

  @Description(
      "How many objects of a bucket each worker process reads at once, or folders it lists, 1 to"
          + " 512. More hide the bucket's delays where objects are many and small. What was read"
          + " ahead takes up to 16 MB of the Java heap for each thread of the runner.")
  @Placeholder("number")
  @Default.Integer(64)
  @TemplateParameter(example = "64", pattern = Forms.NUMBER, kind = Kind.NUMBER)
  Integer getObjectsAtOnce();

  void setObjectsAtOnce(Integer value);

  @Description(
      "The folder for staged files, local or gs://<bucket>/<path>. Default: staging, under"
          + " --state.")
  @Placeholder("folder")
  @TemplateParameter(
      help =
          "The folder for staged files, gs://<bucket>/<path>. Default: staging, " + "under state.",
      example = "gs://my-bucket/staging",
      pattern = Forms.FOLDER,
      kind = Kind.GCS_WRITE_FOLDER)
  String getStaging();

  void setStaging(String value);

  @Description("The id of this run. An id that --state already has is refused. Default: a new id.")
  @Placeholder("id")
  @TemplateParameter(example = "payments-2026-02-03", pattern = Forms.RUN_ID)
  String getRunId();

  void setRunId(String value);
}
