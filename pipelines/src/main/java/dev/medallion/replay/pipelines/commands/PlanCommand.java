package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.PlanOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.options.settings.MachineType;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.WorkerSizing;
import dev.medallion.replay.pipelines.cost.CostEstimate;
import dev.medallion.replay.pipelines.cost.JobSize;
import dev.medallion.replay.pipelines.launch.Addresses;
import dev.medallion.replay.pipelines.launch.ReplayRequest;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.launch.Replayer;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import java.util.List;

/** {@code replay plan}: what {@code run} would do. */
public final class PlanCommand extends ReplayCommand<PlanOptions> {
  public PlanCommand(Replayer replayer) {
    super(replayer, PlanOptions.class);
  }

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String summary() {
    return "show what run would read and replace; change nothing";
  }

  @Override
  public String about() {
    return "Does what run does up to the audits, and shows the result: rows added, removed and"
        + " changed per partition, partitions that would be emptied or stay unchanged, and"
        + " findings that block. It opens the warehouse read-only and leaves the state"
        + " folder unchanged; only with --out it keeps the plan there, so that apply can"
        + " publish exactly what it shows. The exit code is the one that run would give.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "plan --model=payments --input=/data/lake --from=2026-02-01 --to=2026-02-07",
        "plan --model=payments --input=/data/lake --from=2026-02-01 --to=2026-02-07 --out",
        "plan --model=payments --input=/data/lake --from=2026-02-01 --to=2026-02-07 --cost",
        "plan --model=payments --input=/data/lake --from=2026-02-01 --to=2026-02-07 --format=json");
  }

  @Override
  Mode mode(PlanOptions given) {
    return given.getOut() ? Mode.KEPT_PLAN : Mode.PLAN;
  }

  @Override
  PublishSettings publishing(PlanOptions given, Problems problems) {
    try {
      MachineType.parse(given.getMachine());
    } catch (IllegalArgumentException e) {
      problems.add("--machine: " + e.getMessage());
    }
    if (given.getCost() && Format.JSON.name().equalsIgnoreCase(given.getFormat())) {
      problems.add("--cost is for people: leave out --format=json");
    }
    return PublishSettings.DEFAULT;
  }

  @Override
  String next(ReplayRequest request, ReplayResult result) {
    return cost(request, result) + apply(request, result);
  }

  private static String cost(ReplayRequest request, ReplayResult result) {
    PlanOptions options = request.runner().as(PlanOptions.class);
    if (!options.getCost() || result.goesOn()) {
      return "";
    }
    WorkerSizing worker = WorkerSizing.of(MachineType.parse(options.getMachine()), true);
    return "\n" + new CostEstimate(JobSize.of(result.manifest()), worker).text();
  }

  private static String apply(ReplayRequest request, ReplayResult result) {
    if (request.mode() != Mode.KEPT_PLAN || result.goesOn() || result.exitCode() != 0) {
      return "";
    }
    Manifest plan = result.manifest();
    return """

    Plan:       %s
    Change set: %s
    Apply:      ./replay apply --plan=%s %s
    """
        .formatted(
            plan.run().runId(),
            plan.partitions().changeSet(),
            plan.run().runId(),
            WarehouseLocator.place(
                request.settings().warehouse(), Addresses.state(request.settings())));
  }
}
