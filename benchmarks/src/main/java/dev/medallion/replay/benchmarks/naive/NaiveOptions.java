package dev.medallion.replay.benchmarks.naive;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** The options of {@link NaivePipeline}. */
public interface NaiveOptions extends PipelineOptions {
  @Description("Glob of the files of JSON Lines that hold the events")
  @Validation.Required
  String getEvents();

  void setEvents(String glob);

  @Description("Folder for the tables")
  @Validation.Required
  String getOutput();

  void setOutput(String folder);
}
