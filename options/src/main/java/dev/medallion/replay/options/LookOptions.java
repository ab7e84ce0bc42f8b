package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The warehouse of a command that only reads. */
@Description("Warehouse")
public interface LookOptions extends PipelineOptions {
  @Description(
      "The warehouse, duckdb:<file> or bigquery:<project>.<dataset prefix>. Default: the default"
          + " warehouse of --model; without --model, the demo's.")
  @Placeholder("address")
  @TemplateParameter(
      help = "The warehouse, bigquery:<project>.<dataset prefix>.",
      example = "bigquery:my-project.lake",
      pattern = Forms.WAREHOUSE,
      required = true)
  String getWarehouse();

  void setWarehouse(String value);

  @Description("Use this model's default warehouse, duckdb:.replay/<model>.duckdb.")
  @Placeholder("name or folder")
  @TemplateParameter(
      help = "Has no effect here: the warehouse is given.",
      example = "payments",
      pattern = Forms.MODEL)
  String getModel();

  void setModel(String value);
}
