package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import java.util.List;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Which findings do not block publishing, and the secrets for checking signatures. */
@Description("Audits and signatures")
public interface GateOptions extends PipelineOptions {
  @Description(
      "Publish although this audit blocks: <audit>[:<table>[/<partition>]], e.g."
          + " row_drop:charges/2026-02-03. Without a table or partition it applies to all of them."
          + " The receipt records it. Repeatable.")
  @Placeholder("audit:table/partition")
  @TemplateParameter(example = "row_drop:charges/2026-02-03", pattern = "[a-z_]+(:[^/]+(/.+)?)?")
  List<String> getAllow();

  void setAllow(List<String> value);

  @Description(
      "A file of secrets that sign webhook bodies, one per line; list several during a rotation."
          + " The file is UTF-8 text; a line that begins with # is a comment. It is a local file,"
          + " gs://<bucket>/<path>, or secret://<project>/<secret>/<version> of Secret Manager."
          + " The environment variable REPLAY_SIGNATURE_SECRETS adds more, separated by commas."
          + " Without any secret, signatures are not checked.")
  @Placeholder("file")
  @TemplateParameter(
      help =
          "A file of secrets that sign webhook bodies, one per line; list "
              + "several during a rotation. The file is UTF-8 text; a line that begins "
              + "with # is a comment. It is gs://<bucket>/<path>, or "
              + "secret://<project>/<secret>/<version> of Secret Manager. Without any "
              + "secret, signatures are not checked.",
      example = "secret://my-project/webhooks/3",
      pattern = Forms.SECRETS)
  String getSignatureSecrets();

  void setSignatureSecrets(String value);

  @Description(
      "A file with the secret that the model's SQL masks personal data with (mask_email and others),"
          + " in one line. The file is UTF-8 text; a line that begins with # is a comment. It is a"
          + " local file, gs://<bucket>/<path>, or secret://<project>/<secret>/<version> of Secret"
          + " Manager. Without it, the environment variable REPLAY_MASK_SECRET is the secret. A model"
          + " that masks is not run without one; another secret gives other masks.")
  @Placeholder("file")
  @TemplateParameter(
      help =
          "A file with the secret that the model's SQL masks personal data with "
              + "(mask_email and others), in one line. The file is UTF-8 text; a line that "
              + "begins with # is a comment. It is gs://<bucket>/<path>, or "
              + "secret://<project>/<secret>/<version> of Secret Manager. A model that "
              + "masks is not run without one; another secret gives other masks.",
      example = "secret://my-project/masks/1",
      pattern = Forms.SECRETS)
  String getMaskSecret();

  void setMaskSecret(String value);
}
