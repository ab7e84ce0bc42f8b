package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import java.util.List;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What is let through to publishing. */
@Description("What is let through")
public interface GateOptions extends PipelineOptions {
  @Description(
      "Lets a blocking audit through, everywhere or for one table or partition:"
          + " <audit>[:<table>[/<partition>]], e.g. row_drop:charges/2026-02-03. The receipt says"
          + " so. May be repeated.")
  @Placeholder("audit:table/partition")
  List<String> getAllow();

  void setAllow(List<String> value);

  @Description(
      "A file of secrets that sign webhook bodies, one a line, several while they rotate. Further"
          + " ones come from the environment variable REPLAY_SIGNATURE_SECRETS, separated by"
          + " commas. Without any, signatures are not checked.")
  @Placeholder("file")
  String getSignatureSecrets();

  void setSignatureSecrets(String value);
}
