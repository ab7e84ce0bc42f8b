package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.TestOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.pipelines.launch.Replayer;
import dev.medallion.replay.pipelines.launch.RunSpecs;
import dev.medallion.replay.pipelines.modeltest.CaseResult;
import dev.medallion.replay.pipelines.modeltest.CaseRun;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Models;
import dev.medallion.replay.transforms.model.cases.ModelCase;
import dev.medallion.replay.transforms.model.cases.ModelCases;
import dev.medallion.replay.transforms.run.end.FolderTree;
import dev.medallion.replay.transforms.storage.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code replay test}: the tests that a model has of its own. */
public final class TestCommand implements Command {
  private static final int FAILED = 1;

  private final Replayer replayer;

  public TestCommand(Replayer replayer) {
    this.replayer = replayer;
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public String summary() {
    return "run a model's own tests: objects in, rows out";
  }

  @Override
  public String about() {
    return "Runs the tests in tests/*.yaml of the model's folder, each with a warehouse of its own"
        + " that is deleted afterwards, and shows how rows differ from those expected: - is"
        + " missing, + was not expected. The exit code is 1 if a test fails.";
  }

  @Override
  public List<String> examples() {
    return List.of("test --model=payments", "test my-model --only=correction");
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return TestOptions.class;
  }

  @Override
  public int run(List<String> args, Console console) throws Exception {
    Problems problems = new Problems();
    TestOptions options =
        OptionsParser.of(TestOptions.class).positional("model").parse(args, problems);
    problems.throwIfAny();
    Model model = Models.of(RunSpecs.modelFiles(options.getModel()));
    Optional<String> only = Optional.ofNullable(options.getOnly());
    List<ModelCase> all = ModelCases.read(RunSpecs.modelTests(options.getModel()));
    List<ModelCase> chosen = ModelCases.named(all, only);
    if (chosen.isEmpty()) {
      throw new UsageException(List.of(none(options.getModel(), only, all)));
    }
    int failed = 0;
    for (ModelCase test : chosen) {
      CaseResult result = run(test, options.getModel(), model);
      failed += result.passed() ? 0 : 1;
      console
          .out()
          .println(
              Text.format(
                  "%s  %s:%d  %s",
                  result.passed() ? "ok  " : "FAIL", test.file(), test.line(), test.name()));
      result.differences().forEach(line -> console.out().println("      " + line));
    }
    console.out().println(Text.format("Passed %d, failed %d", chosen.size() - failed, failed));
    return failed == 0 ? 0 : FAILED;
  }

  private CaseResult run(ModelCase test, String modelName, Model model) throws Exception {
    Path folder = Files.createTempDirectory("replay-test");
    try {
      return new CaseRun(replayer, modelName, model, folder).run(test);
    } finally {
      FolderTree.delete(Address.of(folder));
    }
  }

  private static String none(String model, Optional<String> only, List<ModelCase> all) {
    return all.isEmpty()
        ? Text.format(
            "model %s has no tests: write them into tests/<name>.yaml of its folder (docs/model.md)",
            model)
        : Text.format(
            "--only=%s: no test of model %s has this in its name; there are %d",
            only.orElse(""), model, all.size());
  }
}
