package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.ReplayOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.options.settings.OutputChecks;
import dev.medallion.replay.options.settings.ProgressStyle;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.options.settings.RunSettingsReader;
import dev.medallion.replay.pipelines.launch.Addresses;
import dev.medallion.replay.pipelines.launch.ReplayRequest;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.launch.Replayer;
import dev.medallion.replay.pipelines.launch.RunnerCheck;
import dev.medallion.replay.pipelines.launch.WithProgress;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import java.util.List;

/**
 * The base of {@code run} and {@code plan}: settings in, progress, a receipt out.
 *
 * @param <T> the command's options
 */
abstract class ReplayCommand<T extends ReplayOptions> implements Command {
  private final Replayer replayer;
  private final Class<T> options;

  ReplayCommand(Replayer replayer, Class<T> options) {
    this.replayer = replayer;
    this.options = options;
  }

  abstract Mode mode(T given);

  /** How it publishes; what is wrong is added to the problems. */
  abstract PublishSettings publishing(T given, Problems problems);

  /** What a person reads below the receipt. */
  String next(ReplayRequest request, ReplayResult result) {
    return "";
  }

  @Override
  public Class<T> options() {
    return options;
  }

  @Override
  public boolean startsPipeline() {
    return true;
  }

  @Override
  public int run(List<String> args, Console console) throws Exception {
    Problems problems = new Problems();
    T given = OptionsParser.ofPipeline(options).parse(args, problems);
    PublishSettings publishing = publishing(given, problems);
    Addresses.check(given, problems);
    RunSettings settings = RunSettingsReader.read(given, problems);
    RunnerCheck.require(given, console);
    ReplayRequest request = new ReplayRequest(mode(given), name(), settings, publishing, given);
    ProgressStyle style = OutputChecks.progress(given, problems);
    Format format = OutputChecks.formatOfReceipt(given, problems);
    ReplayResult result = replay(replayer, request, style, console);
    ReceiptPrinter.print(result, format, console);
    if (format == Format.TABLE) {
      console.out().print(next(request, result));
    }
    return result.exitCode();
  }

  /** Replays, and shows progress meanwhile. */
  static ReplayResult replay(
      Replayer replayer, ReplayRequest request, ProgressStyle style, Console console)
      throws Exception {
    RunSettings settings = request.settings();
    return WithProgress.run(
        RunFolder.open(Addresses.state(settings), settings.runId()),
        request.mode(),
        WarehouseLocator.place(settings.warehouse(), Addresses.state(settings)),
        style,
        console,
        progress -> replayer.replay(request.shownBy(progress)));
  }
}
