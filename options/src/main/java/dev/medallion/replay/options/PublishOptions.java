package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import dev.medallion.replay.options.parse.TemplateParameter.Kind;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of every command that publishes. */
@Description("Publishing")
public interface PublishOptions extends PipelineOptions {
  @Description(
      "How many versions of each partition keep their files, so that rollback can restore them."
          + " After publishing, files of older versions are deleted. At least 1.")
  @Placeholder("number")
  @Default.Integer(10)
  @TemplateParameter(example = "10", pattern = Forms.NUMBER, kind = Kind.NUMBER)
  Integer getKeepVersions();

  void setKeepVersions(Integer value);

  @Description(
      "Clone each table of BigQuery before the run writes to it, and keep the clone so many days: a"
          + " way back that needs no tool. The receipt names the clones. Refused for an embedded"
          + " warehouse, where rollback is the way back.")
  @Placeholder("7d")
  @TemplateParameter(example = "7d", pattern = "[1-9][0-9]*d")
  String getSnapshot();

  void setSnapshot(String value);

  @Description(
      "Take over the lease of this run although its process is alive. If that process still tries"
          + " to publish, it exits with 4. The lease of a dead process is taken over without this"
          + " option.")
  @Placeholder("run id")
  @TemplateParameter(example = "20260203T101500-9f3c2a", pattern = Forms.RUN_ID)
  String getTakeLease();

  void setTakeLease(String value);
}
