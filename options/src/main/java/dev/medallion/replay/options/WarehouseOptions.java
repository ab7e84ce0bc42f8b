package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import dev.medallion.replay.options.parse.TemplateParameter.Kind;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where partitions are published, and what a run keeps beside them. */
@Description("Warehouse")
public interface WarehouseOptions extends PipelineOptions {
  @Description(
      "The warehouse, duckdb:<file> or bigquery:<project>.<dataset prefix>. What does not exist is"
          + " created. Default: duckdb:.replay/<model>.duckdb in the current folder.")
  @Placeholder("address")
  @TemplateParameter(
      help =
          "The warehouse, bigquery:<project>.<dataset prefix>. What does not "
              + "exist is created.",
      example = "bigquery:my-project.lake",
      pattern = Forms.WAREHOUSE,
      required = true)
  String getWarehouse();

  void setWarehouse(String value);

  @Description(
      "The folder that keeps runs and published files. It belongs to one warehouse, which remembers"
          + " it. Default: <file>.state, next to the warehouse's file; BigQuery has no default, and"
          + " needs a folder in a bucket.")
  @Placeholder("folder")
  @TemplateParameter(
      help =
          "The folder that keeps runs and published files, gs://<bucket>/<path>. "
              + "It belongs to one warehouse.",
      example = "gs://my-bucket/state",
      pattern = Forms.FOLDER,
      kind = Kind.GCS_WRITE_FOLDER,
      required = true)
  String getState();

  void setState(String value);
}
