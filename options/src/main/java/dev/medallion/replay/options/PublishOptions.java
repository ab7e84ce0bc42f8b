package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What every command that publishes takes. */
@Description("While it publishes")
public interface PublishOptions extends PipelineOptions {
  @Description(
      "How many versions of every partition keep their files, so that runs can be taken back;"
          + " files that none of them needs are deleted after publishing. At least 1.")
  @Placeholder("number")
  @Default.Integer(10)
  Integer getKeepVersions();

  void setKeepVersions(Integer value);

  @Description(
      "Takes over the lease of this run, whose process is alive but shall not publish any more: if"
          + " it tries to, it ends with exit code 4. The lease of a dead process is taken over"
          + " without it.")
  @Placeholder("run id")
  String getTakeLease();

  void setTakeLease(String value);
}
