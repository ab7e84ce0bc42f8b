package dev.medallion.replay.pipelines;

import dev.medallion.replay.options.ByteSize;
import dev.medallion.replay.options.PublishSettings;
import dev.medallion.replay.options.Text;
import dev.medallion.replay.transforms.receipt.Manifest;
import dev.medallion.replay.transforms.warehouse.Pruned;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Logger;

/** Lets go of old versions' files once a run has published. */
final class Pruning {
  private static final Logger LOG = Logger.getLogger(Pruning.class.getName());

  private Pruning() {}

  /** A file that could not be let go now is let go after the next run: this one stays good. */
  static void after(Manifest ended, Warehouse warehouse, Path state, PublishSettings publishing) {
    if (!ended.isPublished()) {
      return;
    }
    try {
      Pruned pruned = warehouse.prune(publishing.keepVersions(), FilesInUse.of(state));
      if (pruned.files() > 0) {
        LOG.info(
            Text.format(
                "deleted %d kept files (%s) that none of the newest %d versions needs",
                pruned.files(), ByteSize.text(pruned.bytes()), publishing.keepVersions()));
      }
    } catch (WarehouseException | IOException e) {
      LOG.warning("kept files of old versions stay for now: " + e.getMessage());
    }
  }
}
