package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.DemoOptions;
import dev.medallion.replay.options.ReplayOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.options.settings.OutputChecks;
import dev.medallion.replay.options.settings.ProgressStyle;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.options.settings.RunSettingsReader;
import dev.medallion.replay.pipelines.launch.ReplayRequest;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.launch.Replayer;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.run.Mode;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code replay demo}: the sample of a model, and what to try next. */
public final class DemoCommand implements Command {
  /** Where the demo of payments publishes, below the current folder. */
  public static final String WAREHOUSE = DemoSample.PAYMENTS.warehouse();

  private final Replayer replayer;

  public DemoCommand(Replayer replayer) {
    this.replayer = replayer;
  }

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "replay the payments sample into " + WAREHOUSE;
  }

  @Override
  public String about() {
    return "Without --model, replays February 2026 of the project's payments sample, as of 2026-04-15, into the "
        + Text.format(
            "DuckDB file %s in the current folder. It is the same as run with the", WAREHOUSE)
        + " matching options. Running it again publishes nothing.";
  }

  @Override
  public List<String> examples() {
    return List.of("demo", "demo --model=store-erp", "demo --cloud", "demo --format=json");
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return DemoOptions.class;
  }

  @Override
  public int run(List<String> args, Console console) throws Exception {
    Problems problems = new Problems();
    DemoOptions given = OptionsParser.of(DemoOptions.class).parse(args, problems);
    ProgressStyle style = OutputChecks.progress(given, problems);
    Format format = OutputChecks.formatOfReceipt(given, problems);
    if (given.getCloud()) {
      problems.add("--cloud needs the project's checkout: there, start ./replay demo --cloud");
    } else if (given.getHold()) {
      problems.add("--hold goes with --cloud");
    }
    DemoSample sample = DemoSample.of(Optional.ofNullable(given.getModel()), problems);
    problems.throwIfAny();
    ReplayOptions options =
        OptionsParser.ofPipeline(ReplayOptions.class)
            .parse(sample.replayArgs(console.home()), problems);
    RunSettings settings = RunSettingsReader.read(options, problems);
    ReplayRequest request =
        new ReplayRequest(Mode.RUN, name(), settings, PublishSettings.DEFAULT, options);
    ReplayResult result = ReplayCommand.replay(replayer, request, style, console);
    ReceiptPrinter.print(result, format, console);
    if (format == Format.TABLE) {
      console.out().print(sample.next(console.home()));
    }
    return result.exitCode();
  }
}
