package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What publishing a plan would take, and whether the warehouse would let it. */
public final class Foresight {
  private final Warehouse warehouse;

  public Foresight(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** The receipt of a plan, with the jobs that it takes; failed, if it could not be published. */
  public Manifest look(Conclusion conclusion, Manifest manifest) {
    Verdict judged = manifest.judged();
    if (judged != Verdict.GOOD) {
      return manifest.finished(judged, Nondeterminism.now());
    }
    try {
      return manifest
          .withForecast(warehouse.forecast(written(conclusion, manifest)))
          .finished(judged, Nondeterminism.now());
    } catch (WarehouseException e) {
      return manifest.failed(e.getMessage(), Nondeterminism.now());
    }
  }

  private static List<Replacement> written(Conclusion conclusion, Manifest manifest) {
    Set<String> stay =
        manifest.partitions().changes().stream()
            .filter(c -> c.action() != Action.REPLACED && c.action() != Action.EMPTIED)
            .map(Foresight::name)
            .collect(Collectors.toSet());
    return conclusion.changes().replacements().stream()
        .filter(r -> !stay.contains(r.table() + "/" + r.result().partition().value()))
        .toList();
  }

  private static String name(PartitionChange change) {
    return change.table() + "/" + change.partition();
  }
}
