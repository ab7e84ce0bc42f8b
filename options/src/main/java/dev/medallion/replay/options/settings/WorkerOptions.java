package dev.medallion.replay.options.settings;

import org.apache.beam.sdk.options.PipelineOptions;

/** Options of the Dataflow runner, by their names: this module does not have the runner. */
public interface WorkerOptions extends PipelineOptions {
  String getWorkerMachineType();

  void setWorkerMachineType(String value);

  int getNumberOfWorkerHarnessThreads();

  void setNumberOfWorkerHarnessThreads(int value);

  int getDiskSizeGb();

  void setDiskSizeGb(int value);

  String getSdkContainerImage();

  void setSdkContainerImage(String value);
}
