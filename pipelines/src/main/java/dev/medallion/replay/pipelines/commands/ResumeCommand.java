package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.ResumeOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.options.settings.OutputChecks;
import dev.medallion.replay.options.settings.ProgressStyle;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.pipelines.launch.ChangeSetRun;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.launch.ResumeJob;
import dev.medallion.replay.pipelines.launch.RunnerCheck;
import dev.medallion.replay.pipelines.launch.WithProgress;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.run.resume.RunRecords;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code replay resume}: resumes a run that was killed or failed. */
public final class ResumeCommand implements Command {
  @Override
  public String name() {
    return "resume";
  }

  @Override
  public String summary() {
    return "resume a run that was killed or failed";
  }

  @Override
  public String about() {
    return "Continues a run where it stopped. It reuses the units that the run finished, publishes"
        + " nothing twice, and records the resume in the receipt. It uses the run's original"
        + " window, options and objects. If an object, the model, the program or DuckDB has"
        + " changed since, it names the change and does nothing. It does not change a run"
        + " that has ended, and exits with the code of that run's verdict.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "resume 20260203T101500-9f3c2a --model=payments",
        "resume --run=20260203T101500-9f3c2a --warehouse=duckdb:lake.duckdb");
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return ResumeOptions.class;
  }

  @Override
  public boolean startsPipeline() {
    return true;
  }

  @Override
  public int run(List<String> args, Console console) throws Exception {
    Problems problems = new Problems();
    ResumeOptions options =
        OptionsParser.ofPipeline(ResumeOptions.class).positional("run").parse(args, problems);
    Format format = OutputChecks.formatOfReceipt(options, problems);
    ProgressStyle style = OutputChecks.progress(options, problems);
    PublishSettings publishing = PublishSettings.read(options, problems);
    WarehouseAddress warehouse = WarehouseLocator.warehouse(options, problems);
    problems.throwIfAny();
    RunnerCheck.require(options, console);
    Address state = WarehouseLocator.state(options, warehouse);
    if (!RunFolder.mayBeNamed(options.getRun())) {
      throw unknown(state, options.getRun());
    }
    Optional<ChangeSetRun> published =
        ChangeSetRun.begun(warehouse, state, options.getRun(), publishing);
    if (published.isPresent()) {
      ReplayResult result = published.get().resume();
      ReceiptPrinter.print(result, format, console);
      return result.exitCode();
    }
    RunFolder folder = begun(state, options.getRun());
    if (!RunRecords.exists(folder)) {
      // Of what publishes without reading there is no record, only the receipt.
      return ended(ChangeSetRun.ended(folder), addToOps(warehouse, state), format, console);
    }
    ResumeJob job = new ResumeJob(folder);
    if (folder.hasEnded()) {
      return ended(job.tidy(), addToOps(warehouse, state), format, console);
    }
    Optional<HostProcess> atWork = job.atWork();
    if (atWork.isPresent() && !folder.runId().equals(options.getTakeLease())) {
      console
          .err()
          .println(
              Text.format(
                  "replay: run %s is running in %s; wait until it ends, or stop it. If that process"
                      + " is gone, and just not on this host, add --take-lease=%s",
                  folder.runId(), atWork.get(), folder.runId()));
      return Verdict.CONFLICT.exitCode();
    }
    ReplayResult result =
        WithProgress.run(
            folder,
            Mode.RUN,
            WarehouseLocator.place(warehouse, state),
            style,
            console,
            progress -> job.resume(options, publishing, progress));
    ReceiptPrinter.print(result, format, console);
    return result.exitCode();
  }

  /**
   * A run that ended may be missing in the tables that people ask.
   *
   * @return what is still missing, as notes
   */
  private static List<String> addToOps(WarehouseAddress warehouse, Address state) {
    return Warehouses.of(warehouse, state, ZoneOffset.UTC).updateOps();
  }

  private static int ended(
      ReplayResult result, List<String> notes, Format format, Console console) {
    ReceiptPrinter.print(result, format, console);
    notes.forEach(note -> console.err().println("replay: " + note));
    if (format == Format.TABLE) {
      console.out().println("The run has already ended: there was nothing to resume.");
    }
    return result.exitCode();
  }

  private static RunFolder begun(Address state, String run) throws IOException {
    RunFolder folder = RunFolder.open(state, run);
    if (RunRecords.exists(folder) || folder.hasEnded()) {
      return folder;
    }
    if (!folder.exists()) {
      throw unknown(state, run);
    }
    throw new UsageException(
        List.of(Text.format("run %s stopped before it read anything: start a new run", run)));
  }

  private static UsageException unknown(Address state, String run) {
    return new UsageException(
        List.of(Text.format("no run %s under %s: status lists the runs", run, state)));
  }
}
