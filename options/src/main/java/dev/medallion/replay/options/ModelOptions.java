package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import java.util.List;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Which system is replayed, and where its objects lie. */
@Description("What is replayed")
public interface ModelOptions extends PipelineOptions {
  @Description(
      "The system's model: the name of a built-in one (payments), or a folder that holds a"
          + " model.yaml and its SQL. Its path templates lie below --input.")
  @Placeholder("name or folder")
  @Validation.Required
  String getModel();

  void setModel(String value);

  @Description(
      "The root under which the model's source paths lie: a folder. Give it once for every source,"
          + " or as <source>=<root> for one of several; may be repeated.")
  @Placeholder("root")
  @Validation.Required
  List<String> getInput();

  void setInput(List<String> value);
}
