package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where partitions are published, and what a run keeps beside them. */
@Description("Where it is published")
public interface WarehouseOptions extends PipelineOptions {
  @Description(
      "The warehouse: duckdb:<file>, made when it is not there yet. Default:"
          + " duckdb:.replay/<model>.duckdb in the current folder.")
  @Placeholder("duckdb:file")
  String getWarehouse();

  void setWarehouse(String value);

  @Description(
      "The folder that keeps runs and published files. It belongs to one --warehouse, which"
          + " remembers it. Default: beside the warehouse's file, as <file>.state.")
  @Placeholder("folder")
  String getState();

  void setState(String value);
}
