package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.flow.publish.Published;
import dev.medallion.replay.transforms.flow.publish.PublishedReader;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;

/**
 * What is published when a run starts, or when its turn comes: everything later in the run sees the
 * same heads.
 */
final class HeadsAtStart {
  private HeadsAtStart() {}

  /**
   * Reads them, once. They are recorded, since a run that goes on must not mix units computed
   * against other heads; publishing refuses if they moved.
   */
  static Published of(Model model, RunSpec run) {
    PublishedReader reader =
        new PublishedReader(model, run, Warehouses.of(run.warehouse(), run.state(), model.zone()));
    return run.completionsOfTurn()
        .once(
            Published.UNIT, new TypeReference<>() {}, () -> reader.read(Nondeterminism.newToken()));
  }
}
