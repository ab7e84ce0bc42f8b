package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.ReportOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.options.settings.OutputChecks;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.Address;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code replay report}: prints a run's receipt. */
public final class ReportCommand implements Command {
  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "print the receipt of a run";
  }

  @Override
  public String about() {
    return "Prints what a run read, replaced and found, from its receipt under --state, and the"
        + " path of the receipt's HTML file. The exit code is 0 whatever the run's verdict.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "report",
        "report 20260203T101500-9f3c2a --model=payments",
        "report --format=json --warehouse=duckdb:lake.duckdb");
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return ReportOptions.class;
  }

  @Override
  public int run(List<String> args, Console console) throws Exception {
    Problems problems = new Problems();
    ReportOptions options =
        OptionsParser.of(ReportOptions.class).positional("run").parse(args, problems);
    Format format = OutputChecks.formatOfReceipt(options, problems);
    Address state = WarehouseLocator.state(options, WarehouseLocator.warehouse(options, problems));
    problems.throwIfAny();
    RunFolder folder = folder(state, Optional.ofNullable(options.getRun()));
    Manifest manifest = folder.latestManifest();
    ReceiptPrinter.print(
        new ReplayResult(manifest, Optional.of(folder.address())), format, console);
    return 0;
  }

  private static RunFolder folder(Address state, Optional<String> run) {
    List<String> runs = RunFolder.list(state);
    if (runs.isEmpty()) {
      throw new UsageException(
          List.of(Text.format("no run under %s: give another --state or --warehouse", state)));
    }
    String id = run.orElse(runs.get(runs.size() - 1));
    if (!runs.contains(id)) {
      throw new UsageException(
          List.of(
              Text.format(
                  "no run %s under %s; the latest is %s", id, state, runs.get(runs.size() - 1))));
    }
    return RunFolder.open(state, id);
  }
}
