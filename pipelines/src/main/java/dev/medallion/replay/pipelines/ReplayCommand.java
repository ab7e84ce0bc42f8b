package dev.medallion.replay.pipelines;

import dev.medallion.replay.options.Format;
import dev.medallion.replay.options.OptionsParser;
import dev.medallion.replay.options.OutputChecks;
import dev.medallion.replay.options.Problems;
import dev.medallion.replay.options.ProgressStyle;
import dev.medallion.replay.options.ReplayOptions;
import dev.medallion.replay.options.RunSettings;
import dev.medallion.replay.options.RunSettingsReader;
import dev.medallion.replay.options.UsageException;
import dev.medallion.replay.pipelines.progress.Progress;
import dev.medallion.replay.transforms.model.ModelException;
import dev.medallion.replay.transforms.receipt.RunFolder;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** What {@code run} and {@code plan} have in common: settings in, progress, a receipt out. */
abstract class ReplayCommand implements Command {
  private final Replayer replayer;

  ReplayCommand(Replayer replayer) {
    this.replayer = replayer;
  }

  abstract Mode mode();

  @Override
  public Class<? extends PipelineOptions> options() {
    return ReplayOptions.class;
  }

  @Override
  public boolean startsPipeline() {
    return true;
  }

  @Override
  public int run(List<String> args, Console console) throws Exception {
    Problems problems = new Problems();
    ReplayOptions options = OptionsParser.ofPipeline(ReplayOptions.class).parse(args, problems);
    RunSettings settings = RunSettingsReader.read(options, problems);
    ReplayRequest request = new ReplayRequest(mode(), name(), settings, options);
    ProgressStyle style = OutputChecks.progress(options, problems);
    Format format = OutputChecks.formatOfReceipt(options, problems);
    ReplayResult result = replay(replayer, request, style, console);
    ReceiptPrinter.print(result, format, console);
    return result.exitCode();
  }

  /** Replays, and shows progress meanwhile. */
  static ReplayResult replay(
      Replayer replayer, ReplayRequest request, ProgressStyle style, Console console)
      throws Exception {
    RunSettings settings = request.settings();
    Path folder = RunFolder.open(Path.of(settings.state()), settings.runId()).path();
    RunLog log = RunLog.of(folder);
    Progress progress = Progress.of(style, settings.runId(), console.err(), console.terminal());
    try {
      return replayer.replay(request);
    } catch (UsageException | ModelException | WarehouseException e) {
      throw e;
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      Optional<WarehouseException> warehouse = Failure.ofWarehouse(e);
      if (warehouse.isPresent()) {
        throw warehouse.get();
      }
      throw new RunFailedException(folder, e);
    } finally {
      progress.close();
      log.close();
    }
  }
}
