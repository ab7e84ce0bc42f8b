package dev.medallion.replay.localcloud;

import java.io.IOException;
import org.apache.beam.fn.harness.ExternalWorkerService;
import org.apache.beam.sdk.fn.server.GrpcFnServer;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** What runs in the worker's process: it starts a worker when a runner asks for one. */
final class WorkerPool {
  private WorkerPool() {}

  /** Prints its address, and ends when its input does. */
  public static void main(String[] args) throws Exception {
    GrpcFnServer<ExternalWorkerService> server =
        new ExternalWorkerService(PipelineOptionsFactory.create()).start();
    System.out.println(server.getApiServiceDescriptor().getUrl());
    await();
    System.exit(0);
  }

  private static void await() throws IOException {
    while (System.in.read() >= 0) {}
  }
}
