package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.RollbackOptions;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.EvenIf;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.options.settings.OutputChecks;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.RunIds;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.pipelines.launch.ChangeSetRun;
import dev.medallion.replay.pipelines.launch.CodeVersion;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.launch.Whoami;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.repair.rollback.OthersRows;
import dev.medallion.replay.transforms.repair.rollback.Rollback;
import dev.medallion.replay.transforms.repair.rollback.RollbackPlanner;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.PartitionsInfo;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.RunInfo;
import dev.medallion.replay.transforms.run.receipt.WindowInfo;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.PublishTarget;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code replay rollback}: restores what the partitions held before a run. */
public final class RollbackCommand implements Command {
  private static final String DRY = JournalRun.ROLLBACK + RunInfo.DRY_RUN;

  @Override
  public String name() {
    return JournalRun.ROLLBACK;
  }

  @Override
  public String summary() {
    return "restore what the partitions held before a run";
  }

  @Override
  public String about() {
    return "Restores what each partition held before the run replaced it, including rows written by"
        + " hand. It empties partitions that did not exist, and drops tables that no other"
        + " run published to. It refuses with exit code 3 if a later run replaced or read"
        + " one of the partitions. It leaves out tables of grain none that a later run"
        + " published. Dead letters stay: they describe the input, not the tables. A"
        + " rollback is itself a run, and can be rolled back.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "rollback --run=20260203T101500-9f3c2a --model=payments --dry-run",
        "rollback --run=20260203T101500-9f3c2a --model=payments",
        "rollback 20260203T101500-9f3c2a --warehouse=duckdb:lake.duckdb --even-if=read");
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return RollbackOptions.class;
  }

  @Override
  public int run(List<String> args, Console console) throws Exception {
    Problems problems = new Problems();
    RollbackOptions options =
        OptionsParser.of(RollbackOptions.class).positional("run").parse(args, problems);
    Format format = OutputChecks.formatOfReceipt(options, problems);
    WarehouseAddress address = WarehouseLocator.warehouse(options, problems);
    PublishSettings publishing = PublishSettings.read(options, problems);
    Set<EvenIf> evenIf = EvenIf.read(options, problems);
    String runId = RunIds.of(Optional.ofNullable(options.getRunId()), problems);
    problems.throwIfAny();
    Address state = WarehouseLocator.state(options, address);
    JournalView view = Warehouses.of(address, state, ZoneOffset.UTC).journal(options.getRun());
    JournalRun takenBack = find(view, options.getRun());
    Warehouse warehouse = Warehouses.of(address, state, ZoneId.of(view.zone()));
    RollbackPlanner planner = new RollbackPlanner(view, takenBack, evenIf);
    Rollback rollback = planner.plan();
    Optional<String> before = planner.takenBackBy();
    if (before.isPresent() && rollback.partitions().isEmpty()) {
      throw new UsageException(
          List.of(
              Text.format(
                  "run %s was already rolled back by run %s; to restore it, roll that run back",
                  options.getRun(), before.get())));
    }
    Conclusion conclusion = conclusion(rollback, view, takenBack);
    Manifest started =
        started(
            takenBack,
            rollback,
            Stream.concat(
                    rollback.findings().stream(),
                    OthersRows.replaced(warehouse, view, rollback).stream())
                .toList(),
            new RunInfo(
                runId,
                options.getDryRun() ? DRY : name(),
                takenBack.model(),
                takenBack.modelDigest(),
                CodeVersion.text(),
                address.toString(),
                Nondeterminism.now(),
                takenBack.runId(),
                Whoami.text()));
    ReplayResult result =
        options.getDryRun()
            ? new ReplayResult(
                started.finished(started.judged(), Nondeterminism.now()), Optional.empty())
            : new ChangeSetRun(warehouse, RunFolder.create(state, runId), publishing)
                .publish(started, conclusion);
    ReceiptPrinter.print(result, format, console);
    return result.exitCode();
  }

  private static JournalRun find(JournalView view, String runId) {
    return view.runs().stream()
        .filter(r -> r.runId().equals(runId))
        .findFirst()
        .orElseThrow(() -> new UsageException(List.of(notPublished(view, runId))));
  }

  /** A plan does not publish; the runs that applied it do. */
  private static String notPublished(JournalView view, String runId) {
    return view.runs().stream()
        .filter(r -> !r.isRollback() && r.basis().equals(runId))
        .reduce((first, last) -> last)
        .map(
            r ->
                Text.format(
                    "%s is a plan that run %s published: give --run=%s",
                    runId, r.runId(), r.runId()))
        .orElseGet(
            () ->
                Text.format("no run %s published to this warehouse: status lists the runs", runId));
  }

  private static Conclusion conclusion(Rollback rollback, JournalView view, JournalRun takenBack) {
    return new Conclusion(
        "",
        rollback.changes(),
        "",
        "",
        "",
        List.of(),
        List.of(),
        List.of(),
        new PublishTarget(
            takenBack.window(), view.zone(), List.copyOf(view.tables().values()), view.entities()),
        rollback.takesBack());
  }

  private static Manifest started(
      JournalRun takenBack, Rollback rollback, List<Finding> findings, RunInfo run) {
    return Manifest.started(
            run,
            new WindowInfo(
                takenBack.window().from(),
                takenBack.window().to(),
                "business",
                "",
                List.of(),
                takenBack.asOf(),
                List.of(),
                List.of()))
        .withFindings(findings)
        .withPartitions(
            new PartitionsInfo(
                rollback.partitions(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                rollback.changes().digest()));
  }
}
