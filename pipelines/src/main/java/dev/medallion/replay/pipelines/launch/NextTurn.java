package dev.medallion.replay.pipelines.launch;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.transforms.flow.publish.Published;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.end.RunLease;
import dev.medallion.replay.transforms.warehouse.LeaseShare;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import java.util.Optional;

/**
 * Which turn a resumed run of some scopes has. While it was dead, runs of other scopes may have
 * published to its partitions: then its work from the heads on is done again, with the shards that
 * it has built.
 */
final class NextTurn {
  private NextTurn() {}

  /** The run in that turn. */
  static RunSpec of(RunSpec run, Model model, Warehouse warehouse, String takeOver) {
    if (!run.takesTurns()) {
      return run;
    }
    RunSpec next = run;
    Optional<RunSpec> last = Optional.empty();
    while (next.completionsOfTurn().isDone(Published.UNIT)) {
      last = Optional.of(next);
      next = next.withTurn(next.turn() + 1);
    }
    if (last.isEmpty()) {
      return next;
    }
    // Also ends a publication that the run died in. Where it is refused, the graph says so.
    new RunLease(warehouse, run.runId())
        .await(
            ProcessLiveness.thisProcess(),
            RunLease.partitions(model, run),
            new LeaseShare(run.scopes(), true),
            takeOver);
    return warehouse.hasPublished(run.runId()) || isUpToDate(last.get(), model, warehouse)
        ? last.get()
        : next;
  }

  /** Whether nothing was published since it read the heads. */
  private static boolean isUpToDate(RunSpec run, Model model, Warehouse warehouse) {
    long newest = warehouse.read(model.stored().stream().map(TableRef::of).toList()).newest();
    return run.completionsOfTurn()
        .recorded(Published.UNIT, new TypeReference<Published>() {})
        .map(p -> p.newest() == newest)
        .orElse(false);
  }
}
