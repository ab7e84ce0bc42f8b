package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import java.util.List;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Which system is replayed, and where its objects are. */
@Description("Model and input")
public interface ModelOptions extends PipelineOptions {
  @Description(
      "The system's model: the name of a built-in model (payments), or a folder with a model.yaml"
          + " and its SQL. Its path templates are relative to --input.")
  @Placeholder("name or folder")
  @Validation.Required
  @TemplateParameter(
      help =
          "The system's model: the name of a built-in model (payments), or "
              + "gs://<bucket>/<path> of a folder with a model.yaml and its SQL. Its "
              + "path templates are relative to input.",
      example = "payments",
      pattern = Forms.MODEL)
  String getModel();

  void setModel(String value);

  @Description(
      "The root folder of the model's source paths, local or gs://<bucket>/<path>. Give one root"
          + " for all sources, or <source>=<root> for single sources. Repeatable.")
  @Placeholder("root")
  @Validation.Required
  @TemplateParameter(
      help =
          "The root folder of the model's source paths, gs://<bucket>/<path>. "
              + "Give one root for all sources, or <source>=<root> for single sources.",
      example = "gs://my-lake",
      pattern = Forms.SOURCE_FOLDER)
  List<String> getInput();

  void setInput(List<String> value);
}
