package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.message.Text;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * How a worker's machine is shared out. This is the only place that says so.
 *
 * <p>With an image of one's own a quarter of the memory, 8 GiB at most, is Java's heap, and half is
 * DuckDB's; the rest is for what neither counts: Java beside its heap, the system, copies of
 * objects. Without one, Dataflow's container starts Java with a heap of 70 % of the machine (Beam's
 * {@code sdks/java/container/boot.go}), and no option changes it; DuckDB then has half of the rest.
 *
 * @param heapBytes that Java may use
 * @param duckDbBytes that all DuckDBs of the worker may use together
 * @param threads that do units of work at the same time: as many as cores
 * @param diskGb for what DuckDB spills, and for copies of objects
 */
public record WorkerSizing(
    MachineType machine, long heapBytes, long duckDbBytes, int threads, int diskGb) {
  /** The simple name of Dataflow's runner, which not every class path has. */
  public static final String RUNNER = "DataflowRunner";

  /** What a job gets that does not say. */
  public static final String USUAL_MACHINE = "n2-highmem-4";

  private static final long MOST_HEAP = 8L << 30;
  private static final double HEAP_OF_BEAMS_CONTAINER = 0.7;

  /** Dataflow's default for batch jobs, 25 GB, is less than one worker may spill. */
  private static final int DISK_GB_PER_CPU = 50;

  private static final int LEAST_DISK_GB = 100;

  /**
   * That of a machine.
   *
   * @param ownImage whether the workers' image sets the heap
   */
  public static WorkerSizing of(MachineType machine, boolean ownImage) {
    long memory = machine.memoryBytes();
    long heap =
        ownImage ? Math.min(MOST_HEAP, memory / 4) : (long) (memory * HEAP_OF_BEAMS_CONTAINER);
    return new WorkerSizing(
        machine,
        heap,
        ownImage ? memory / 2 : (memory - heap) / 2,
        machine.cpus(),
        Math.max(LEAST_DISK_GB, machine.cpus() * DISK_GB_PER_CPU));
  }

  /**
   * That of the workers of a job; empty where the runner is not Dataflow's.
   *
   * @throws IllegalArgumentException where the machine type is not known
   */
  public static Optional<WorkerSizing> of(PipelineOptions options) {
    if (!isOfDataflow(options)) {
      return Optional.empty();
    }
    WorkerOptions workers = options.as(WorkerOptions.class);
    String machine = workers.getWorkerMachineType();
    WorkerSizing usual =
        of(
            MachineType.parse(isGiven(machine) ? machine : USUAL_MACHINE),
            isGiven(workers.getSdkContainerImage()));
    return Optional.of(
        new WorkerSizing(
            usual.machine,
            usual.heapBytes,
            usual.duckDbBytes,
            given(workers.getNumberOfWorkerHarnessThreads(), usual.threads),
            given(workers.getDiskSizeGb(), usual.diskGb)));
  }

  /** Whether the runner is Dataflow's. */
  public static boolean isOfDataflow(PipelineOptions options) {
    try {
      return options.getRunner().getSimpleName().equals(RUNNER);
    } catch (IllegalArgumentException e) {
      // None was given, and this class path has not even the one that Beam takes then.
      return false;
    }
  }

  private static boolean isGiven(String option) {
    return option != null && !option.isEmpty();
  }

  private static int given(int option, int usual) {
    return option > 0 ? option : usual;
  }

  /** Sets what the runner starts its workers with. */
  public void applyTo(PipelineOptions options) {
    WorkerOptions workers = options.as(WorkerOptions.class);
    workers.setWorkerMachineType(machine.name());
    workers.setNumberOfWorkerHarnessThreads(threads);
    workers.setDiskSizeGb(diskGb);
  }

  /** In one line, for whoever launches the job. */
  public String text() {
    return Text.format(
        "each worker is a %s (%d vCPU, %s): DuckDB %s, Java heap %s, %d threads, disk %d GB",
        machine.name(),
        machine.cpus(),
        ByteSize.text(machine.memoryBytes()),
        ByteSize.text(duckDbBytes),
        ByteSize.text(heapBytes),
        threads,
        diskGb);
  }

  /** The same with another budget for DuckDB. */
  public WorkerSizing withDuckDb(long bytes) {
    return new WorkerSizing(machine, heapBytes, bytes, threads, diskGb);
  }
}
