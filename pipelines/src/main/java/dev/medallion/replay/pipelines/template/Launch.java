package dev.medallion.replay.pipelines.template;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.parse.OptionSpec;
import dev.medallion.replay.options.parse.OptionSpecs;
import dev.medallion.replay.pipelines.launch.ReplayJob;
import dev.medallion.replay.pipelines.launch.ReplayRequest;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.launch.Replayer;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.resume.RunRecords;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.ParDo;

/**
 * One launch of a template. The service wants a job of each: a command that reads no objects, or
 * finds nothing to do, becomes a job of one step.
 */
final class Launch implements Replayer {
  private final Template template;
  private final List<String> own;
  private final List<String> runner;
  private final String runId;
  private boolean submitted;

  private Launch(Template template, List<String> own, List<String> runner, String runId) {
    this.template = template;
    this.own = own;
    this.runner = runner;
    this.runId = runId;
  }

  /** Reads the arguments of the launcher; what is wrong is added to the problems. */
  static Launch of(List<String> args, Map<String, String> environment, Problems problems) {
    Template template =
        Template.of(Optional.ofNullable(environment.get(TemplateMain.COMMAND)).orElse(""));
    List<String> names =
        OptionSpecs.of(template.command().options()).stream().map(OptionSpec::name).toList();
    List<String> own = new ArrayList<>();
    List<String> beams = new ArrayList<>();
    for (String argument : TemplateArguments.read(template, args, problems)) {
      (names.contains(TemplateArguments.name(argument)) ? own : beams).add(argument);
    }
    String idOption = names.contains("runId") ? "runId" : "run";
    Optional<String> given = DataflowDefaults.value(own, idOption);
    // Chosen here, so that a worker that tries a command again finds what it began.
    String runId = given.orElseGet(Nondeterminism::newRunId);
    if (given.isEmpty()) {
      own.add("--" + idOption + "=" + runId);
    }
    if (template.name().equals("resume") && DataflowDefaults.value(own, "takeLease").isEmpty()) {
      // The job's name stands for the run: the service refuses a second one while it is active.
      own.add("--takeLease=" + runId);
    }
    List<String> runner =
        DataflowDefaults.add(
            beams,
            template.name(),
            runId,
            Optional.ofNullable(environment.get(TemplateMain.WORKER_IMAGE))
                .filter(image -> !image.isBlank()),
            problems);
    return new Launch(template, own, runner, runId);
  }

  /**
   * Submits the job.
   *
   * @param main what runs a command line in this process
   * @return the exit code
   */
  int submit(Console console, ToIntFunction<List<String>> main) throws IOException {
    if (!buildsItsOwnGraph()) {
      Begun run = asked();
      run.isOther()
          .ifPresent(
              other -> {
                throw new UsageException(List.of(other));
              });
      submit("Run " + template.name(), new CommandFn(run, own));
      console.out().println("The job of run " + runId + " is submitted.");
      return 0;
    }
    List<String> line = new ArrayList<>(List.of(template.name()));
    line.addAll(own);
    line.addAll(runner);
    line.add("--submitOnly=true");
    int code = main.applyAsInt(line);
    if (code == 0 && !submitted && !template.name().equals("resume")) {
      submit("Nothing to do", new NothingToDoFn());
    }
    return code;
  }

  @Override
  public ReplayResult replay(ReplayRequest request) throws Exception {
    ReplayResult result = new ReplayJob().replay(request);
    submitted |= result.goesOn();
    return result;
  }

  /** Apply and rollback have none, and a resume of one of them, or of a run that ended, neither. */
  private boolean buildsItsOwnGraph() throws IOException {
    if (!template.name().equals("resume")) {
      return template.command().startsPipeline();
    }
    Address state = Address.parse(option("state"));
    if (!RunFolder.mayBeNamed(runId) || !RunFolder.open(state, runId).exists()) {
      throw new UsageException(List.of("no run " + runId + " under " + state));
    }
    RunFolder folder = RunFolder.open(state, runId);
    return RunRecords.exists(folder) && !folder.hasEnded();
  }

  private Begun asked() {
    Optional<String> about =
        switch (template.name()) {
          case "apply" -> Optional.of(option("plan"));
          case "rollback" -> Optional.of(option("run"));
          default -> Optional.empty();
        };
    return new Begun(template.name(), runId, about.orElse(""), option("state"));
  }

  private void submit(String name, DoFn<byte[], Void> step) {
    Pipeline pipeline = Pipeline.create(options());
    pipeline.apply("Begin", Impulse.create()).apply(name, ParDo.of(step));
    pipeline.run();
  }

  private PipelineOptions options() {
    try {
      return PipelineOptionsFactory.fromArgs(runner.toArray(String[]::new)).create();
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          List.of(
              "the template of "
                  + template.name()
                  + " does not take all of its parameters, and nor does Beam: "
                  + e.getMessage()));
    }
  }

  private String option(String name) {
    return DataflowDefaults.value(own, name).orElseThrow();
  }
}
