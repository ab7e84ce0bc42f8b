package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.List;

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
          .withForecast(warehouse.forecast(written(conclusion)))
          .finished(judged, Nondeterminism.now());
    } catch (WarehouseException e) {
      return manifest.failed(e.getMessage(), Nondeterminism.now());
    }
  }

  /** Those whose rows are not there already. */
  private static List<Replacement> written(Conclusion conclusion) {
    return conclusion.changes().replacements().stream()
        .filter(r -> !r.seen().rows().equals(r.result().content().fullChecksum()))
        .toList();
  }
}
