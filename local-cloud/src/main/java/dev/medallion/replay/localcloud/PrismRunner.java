package dev.medallion.replay.localcloud;

import java.util.Iterator;
import org.apache.beam.model.jobmanagement.v1.JobApi.GetJobStateRequest;
import org.apache.beam.model.jobmanagement.v1.JobApi.JobState;
import org.apache.beam.model.jobmanagement.v1.JobApi.JobStateEvent;
import org.apache.beam.model.jobmanagement.v1.JobApi.PrepareJobRequest;
import org.apache.beam.model.jobmanagement.v1.JobApi.RunJobRequest;
import org.apache.beam.model.jobmanagement.v1.JobServiceGrpc;
import org.apache.beam.model.jobmanagement.v1.JobServiceGrpc.JobServiceBlockingStub;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PortablePipelineOptions;
import org.apache.beam.sdk.util.construction.Environments;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.util.construction.SdkComponents;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannel;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannelBuilder;
import org.joda.time.Duration;

/**
 * Submits a graph to Prism, Beam's portable runner, whose worker is another process. {@code
 * --jobEndpoint} says where Prism takes jobs, {@code --defaultEnvironmentConfig} where workers are
 * started.
 */
public final class PrismRunner extends PipelineRunner<PipelineResult> {
  private final PipelineOptions options;

  private PrismRunner(PipelineOptions options) {
    this.options = options;
  }

  /** What Beam makes a runner by. */
  public static PrismRunner fromOptions(PipelineOptions options) {
    return new PrismRunner(options);
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    ManagedChannel channel =
        ManagedChannelBuilder.forTarget(options.as(PortablePipelineOptions.class).getJobEndpoint())
            .usePlaintext()
            .build();
    try {
      return new Ended(end(JobServiceGrpc.newBlockingStub(channel), proto(pipeline)));
    } finally {
      channel.shutdownNow();
    }
  }

  /** Without the environment's artifacts: the worker has the program already. */
  private RunnerApi.Pipeline proto(Pipeline pipeline) {
    PortablePipelineOptions portable = options.as(PortablePipelineOptions.class);
    portable.setDefaultEnvironmentType(Environments.ENVIRONMENT_EXTERNAL);
    SdkComponents components = SdkComponents.create();
    components.registerEnvironment(
        Environments.createOrGetDefaultEnvironment(portable).toBuilder()
            .clearDependencies()
            .addAllCapabilities(Environments.getJavaCapabilities())
            .build());
    return PipelineTranslation.toProto(pipeline, components);
  }

  private JobState.Enum end(JobServiceBlockingStub service, RunnerApi.Pipeline pipeline) {
    String prepared =
        service
            .prepare(
                PrepareJobRequest.newBuilder()
                    .setJobName("replay")
                    .setPipeline(pipeline)
                    .setPipelineOptions(PipelineOptionsTranslation.toProto(options))
                    .build())
            .getPreparationId();
    String job =
        service.run(RunJobRequest.newBuilder().setPreparationId(prepared).build()).getJobId();
    Iterator<JobStateEvent> states =
        service.getStateStream(GetJobStateRequest.newBuilder().setJobId(job).build());
    JobState.Enum last = JobState.Enum.UNSPECIFIED;
    while (states.hasNext() && !isEnd(last)) {
      last = states.next().getState();
    }
    return last;
  }

  private static boolean isEnd(JobState.Enum state) {
    return switch (state) {
      case DONE, FAILED, CANCELLED, DRAINED, UPDATED -> true;
      default -> false;
    };
  }

  /** How a job ended. */
  private static final class Ended implements PipelineResult {
    private final State state;

    Ended(JobState.Enum last) {
      this.state = last == JobState.Enum.DONE ? State.DONE : State.FAILED;
    }

    @Override
    public State getState() {
      return state;
    }

    @Override
    public State cancel() {
      return state;
    }

    @Override
    public State waitUntilFinish(Duration duration) {
      return state;
    }

    @Override
    public State waitUntilFinish() {
      return state;
    }

    @Override
    public MetricResults metrics() {
      throw new UnsupportedOperationException("nobody here asks Prism for metrics");
    }
  }
}
