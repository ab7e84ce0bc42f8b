package dev.medallion.replay.options.settings;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerSizingTest {
  private static final long MIB = 1L << 20;

  @ParameterizedTest
  @CsvSource({
    "n1-standard-1, 1, 3840",
    "n1-highmem-8, 8, 53248",
    "n2-standard-4, 4, 16384",
    "n2-highmem-4, 4, 32768",
    "n2-highmem-128, 128, 884736",
    "e2-highcpu-16, 16, 16384",
    "n2d-highmem-8, 8, 65536",
    "n2-custom-4-20480, 4, 20480",
    "custom-2-8192, 2, 8192"
  })
  void aNameSaysWhatTheMachineHas(String name, int cpus, long mib) {
    assertThat(MachineType.parse(name), is(new MachineType(name, cpus, mib * MIB)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "n2-highmem", "n2-highmem-0", "c9-standard-4", "n2-shared-4"})
  void aMachineThatIsNotKnownIsRefused(String name) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> MachineType.parse(name));
    assertThat(refused.getMessage(), startsWith(name + " is not a machine type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"n1-standard-1", "n2-highmem-4", "n2-highmem-64", "e2-highcpu-2"})
  void heapAndDuckDbLeaveRoomForTheRest(String name) {
    MachineType machine = MachineType.parse(name);
    for (boolean ownImage : new boolean[] {true, false}) {
      WorkerSizing sizing = WorkerSizing.of(machine, ownImage);
      assertThat(
          sizing.heapBytes() + sizing.duckDbBytes(), lessThan(machine.memoryBytes() * 9 / 10));
    }
  }

  @Test
  void theUsualWorkerIsSharedOut() {
    WorkerSizing own = WorkerSizing.of(MachineType.parse("n2-highmem-4"), true);
    assertThat(
        own.text(),
        is(
            "each worker is a n2-highmem-4 (4 vCPU, 32 GB): DuckDB 16 GB, Java heap 8.0 GB,"
                + " 4 threads, disk 200 GB"));
    WorkerSizing beams = WorkerSizing.of(MachineType.parse("n2-highmem-4"), false);
    assertThat(
        beams.text(),
        is(
            "each worker is a n2-highmem-4 (4 vCPU, 32 GB): DuckDB 4.8 GB, Java heap 22 GB,"
                + " 4 threads, disk 200 GB"));
  }

  @Test
  void whatIsGivenStays() {
    WorkerOptions options = PipelineOptionsFactory.as(WorkerOptions.class);
    options.setRunner(DataflowRunner.class);
    options.setDiskSizeGb(500);
    WorkerSizing sizing = WorkerSizing.of(options).orElseThrow();
    sizing.applyTo(options);
    assertThat(options.getWorkerMachineType(), is("n2-highmem-4"));
    assertThat(options.getNumberOfWorkerHarnessThreads(), is(4));
    assertThat(options.getDiskSizeGb(), is(500));
  }

  @Test
  void otherRunnersHaveTheirOwnWorkers() {
    WorkerOptions options = PipelineOptionsFactory.as(WorkerOptions.class);
    options.setRunner(OtherRunner.class);
    assertThat(WorkerSizing.of(options), is(Optional.empty()));
  }

  /** By its name, as the real one is not here. */
  static final class DataflowRunner extends PipelineRunner<PipelineResult> {
    /** What Beam makes a runner by. */
    public static DataflowRunner fromOptions(PipelineOptions options) {
      return new DataflowRunner();
    }

    @Override
    public PipelineResult run(Pipeline pipeline) {
      throw new UnsupportedOperationException();
    }
  }

  static final class OtherRunner extends PipelineRunner<PipelineResult> {
    /** What Beam makes a runner by. */
    public static OtherRunner fromOptions(PipelineOptions options) {
      return new OtherRunner();
    }

    @Override
    public PipelineResult run(Pipeline pipeline) {
      throw new UnsupportedOperationException();
    }
  }
}
