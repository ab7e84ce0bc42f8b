package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code test}. */
@Description("Model")
public interface TestOptions extends PipelineOptions {
  @Description(
      "The model whose tests are run: the name of a built-in model (payments), or a folder with a"
          + " model.yaml. You may omit the option's name.")
  @Placeholder("name or folder")
  @Validation.Required
  String getModel();

  void setModel(String value);

  @Description("Run only the tests whose name contains this text.")
  @Placeholder("text")
  String getOnly();

  void setOnly(String value);

  @Description("Show the log of Beam and its libraries, and the stack trace of an error.")
  @Default.Boolean(false)
  Boolean getVerbose();

  void setVerbose(Boolean value);
}
