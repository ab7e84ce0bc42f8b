package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.ApplyOptions;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.options.settings.OutputChecks;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.RunIds;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.pipelines.launch.ChangeSetRun;
import dev.medallion.replay.pipelines.launch.CodeVersion;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.launch.RunSpecs;
import dev.medallion.replay.pipelines.launch.Whoami;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.model.Models;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionsInfo;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.RunInfo;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code replay apply}: publishes a kept plan, exactly as it was shown. */
public final class ApplyCommand implements Command {
  @Override
  public String name() {
    return "apply";
  }

  @Override
  public String summary() {
    return "publish a plan that plan --out kept, exactly as shown";
  }

  @Override
  public String about() {
    return "Publishes the files of a kept plan, verified by digest: all of them or none. It reads"
        + " no objects and builds nothing. If a partition that the plan replaces or read has"
        + " another version since, nothing is published and the exit code is 4. If the plan"
        + " was applied before, apply says when and does nothing.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "apply --plan=20260203T101500-9f3c2a --model=payments",
        "apply 20260203T101500-9f3c2a --warehouse=duckdb:lake.duckdb");
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return ApplyOptions.class;
  }

  @Override
  public int run(List<String> args, Console console) throws Exception {
    Problems problems = new Problems();
    ApplyOptions options =
        OptionsParser.of(ApplyOptions.class).positional("plan").parse(args, problems);
    Format format = OutputChecks.formatOfReceipt(options, problems);
    WarehouseAddress address = WarehouseLocator.warehouse(options, problems);
    PublishSettings publishing = PublishSettings.read(options, problems);
    String runId = RunIds.of(Optional.ofNullable(options.getRunId()), problems);
    problems.throwIfAny();
    Address state = WarehouseLocator.state(options, address);
    KeptPlan plan = KeptPlan.find(state, options.getPlan());
    if (options.getModel() != null) {
      plan.requireModel(Models.of(RunSpecs.modelFiles(options.getModel())));
    }
    if (plan.manifest().verdict() != Verdict.GOOD) {
      console
          .err()
          .println(
              Text.format(
                  "replay: cannot apply plan %s: its verdict is %s; see replay report %s",
                  options.getPlan(), plan.manifest().verdict(), options.getPlan()));
      return Verdict.BLOCKED.exitCode();
    }
    ReplayResult result = apply(plan, address, state, runId, publishing);
    ReceiptPrinter.print(result, format, console);
    return result.exitCode();
  }

  private ReplayResult apply(
      KeptPlan plan,
      WarehouseAddress address,
      Address state,
      String runId,
      PublishSettings publishing)
      throws IOException {
    Conclusion conclusion = plan.conclusion();
    Warehouse warehouse = Warehouses.of(address, state, ZoneId.of(conclusion.target().zone()));
    Manifest planned = plan.manifest();
    Manifest started =
        planned.of(
            new RunInfo(
                runId,
                name(),
                planned.run().model(),
                planned.run().modelDigest(),
                CodeVersion.text(),
                address.toString(),
                Nondeterminism.now(),
                planned.run().runId(),
                Whoami.text()));
    Optional<JournalRun> earlier = warehouse.applied(conclusion.changes().digest());
    RunFolder folder = RunFolder.create(state, runId);
    if (earlier.isPresent()) {
      Manifest ended = appliedBefore(started, earlier.get());
      folder.started(started);
      folder.finished(ended);
      return new ReplayResult(ended, Optional.of(folder.address()));
    }
    plan.copyFilesTo(folder);
    return new ChangeSetRun(warehouse, folder, publishing).publish(started, conclusion);
  }

  private static Manifest appliedBefore(Manifest started, JournalRun earlier) {
    Finding said =
        new Finding(
            "applied_before",
            Severity.WARNING,
            "",
            "",
            1,
            Text.format(
                "run %s published this change set at %s, and it is still in place; nothing was"
                    + " done",
                earlier.runId(), earlier.finishedAt()),
            "",
            false);
    PartitionsInfo planned = started.partitions();
    return started
        .withFindings(Stream.concat(started.findings().stream(), Stream.of(said)).toList())
        .withPartitions(
            planned.withChanges(planned.changes().stream().map(PartitionChange::standing).toList()))
        .finished(Verdict.GOOD, Nondeterminism.now());
  }
}
