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
import dev.medallion.replay.pipelines.text.ShellWord;
import dev.medallion.replay.transforms.run.Mode;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code replay demo}: a month of the payments sample, and what to try next. */
public final class DemoCommand implements Command {
  /** Where the demo publishes, below the current folder. */
  public static final String WAREHOUSE = ".replay/demo/payments.duckdb";

  private static final String SAMPLE = "testdata/payments/sample";
  private static final String SECRETS = "testdata/payments/signature-secrets.txt";

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
    return "Replays February 2026 of the project's payments sample, as of 2026-04-15, into the "
        + Text.format(
            "DuckDB file %s in the current folder. It is the same as run with the", WAREHOUSE)
        + " matching options. Running it again publishes nothing.";
  }

  @Override
  public List<String> examples() {
    return List.of("demo", "demo --format=json", "demo --cloud");
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
    problems.throwIfAny();
    ReplayOptions options =
        OptionsParser.ofPipeline(ReplayOptions.class).parse(replayArgs(console.home()), problems);
    RunSettings settings = RunSettingsReader.read(options, problems);
    ReplayRequest request =
        new ReplayRequest(Mode.RUN, name(), settings, PublishSettings.DEFAULT, options);
    ReplayResult result = ReplayCommand.replay(replayer, request, style, console);
    ReceiptPrinter.print(result, format, console);
    if (format == Format.TABLE) {
      console.out().print(next(console.home()));
    }
    return result.exitCode();
  }

  private static List<String> replayArgs(Path home) {
    return List.of(
        "--model=payments",
        "--input=" + home.resolve(SAMPLE),
        "--signature-secrets=" + home.resolve(SECRETS),
        "--from=2026-02-01",
        "--to=2026-02-28",
        "--as-of=2026-04-15T00:00:00Z",
        "--warehouse=duckdb:" + WAREHOUSE);
  }

  private static String next(Path home) {
    Path here = Path.of("").toAbsolutePath();
    String sample = home.equals(here) ? SAMPLE : ShellWord.quote(home.resolve(SAMPLE).toString());
    String replay = home.equals(here) ? "./replay" : ShellWord.quote(home + "/replay");
    return """

    Try next:
      {replay} demo                      again: nothing changes, nothing is published
      {replay} query "SELECT charge_status, count(*), sum(charge_amount) FROM gold.fct_payments GROUP BY 1"
      {replay} report                    the receipt once more; its HTML file is named above
      {replay} plan --model=payments --input={sample} --from=2026-02-10 --to=2026-02-12 \\
          --as-of=2026-04-15T00:00:00Z --warehouse=duckdb:{warehouse}
    """
        .replace("{replay}", replay)
        .replace("{sample}", sample)
        .replace("{warehouse}", WAREHOUSE);
  }
}
