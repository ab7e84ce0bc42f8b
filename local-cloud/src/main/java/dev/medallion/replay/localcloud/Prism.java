package dev.medallion.replay.localcloud;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.model.jobmanagement.v1.JobApi.GetJobsRequest;
import org.apache.beam.model.jobmanagement.v1.JobServiceGrpc;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannel;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannelBuilder;

/** Prism and one worker, each a process of its own that knows nothing of the launcher's. */
public final class Prism implements AutoCloseable {
  /** The system property that names its program. */
  public static final String PROGRAM = "replay.prism";

  private final Processes processes;
  private final String jobs;
  private final String pool;
  private final Process worker;

  private Prism(Processes processes, String jobs, String pool, Process worker) {
    this.processes = processes;
    this.jobs = jobs;
    this.pool = pool;
    this.worker = worker;
  }

  /**
   * Starts them.
   *
   * @param folder new; takes the folders in which they run, and what they print
   * @param environment all that the worker finds in its environment, but for its folders
   */
  public static Prism start(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    Processes processes = new Processes(folder);
    int port = Processes.freePort();
    Process prism =
        processes.start(
            "prism",
            List.of(System.getProperty(PROGRAM), "--job_port=" + port, "--serve_http=false"),
            Map.of());
    Process worker =
        processes.startJava(
            "worker", List.of("-Xmx1g"), List.of(WorkerPool.class.getName()), environment);
    String pool = processes.firstLine("worker", worker);
    processes.await("prism", prism, () -> answers(port));
    return new Prism(processes, "localhost:" + port, pool, worker);
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The options by which a command uses it. */
  public List<String> options() {
    return List.of(
        "--runner=" + PrismRunner.class.getName(),
        "--jobEndpoint=" + jobs,
        "--defaultEnvironmentConfig=" + pool);
  }

  /** How each of its jobs ended or is, e.g. {@code FAILED}. */
  public List<String> states() {
    ManagedChannel channel = ManagedChannelBuilder.forTarget(jobs).usePlaintext().build();
    try {
      return JobServiceGrpc.newBlockingStub(channel)
          .getJobs(GetJobsRequest.getDefaultInstance())
          .getJobInfoList()
          .stream()
          .map(job -> job.getState().name())
          .toList();
    } finally {
      channel.shutdownNow();
    }
  }

  /** Kills the worker, which can't do anything about it. */
  public void killWorker() throws InterruptedException {
    worker.destroyForcibly().waitFor();
  }

  /** A folder of a process: {@code cwd}, {@code home} or {@code tmp}. */
  public Path folder(String process, String name) {
    return processes.folder(process, name);
  }

  @Override
  public void close() {
    processes.close();
  }
}
