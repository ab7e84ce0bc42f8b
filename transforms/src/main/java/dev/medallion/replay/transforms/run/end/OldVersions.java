package dev.medallion.replay.transforms.run.end;

import dev.medallion.replay.options.settings.ByteSize;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.Pruned;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the files of old versions after a run has published. */
public final class OldVersions {
  private static final Logger LOG = LoggerFactory.getLogger(OldVersions.class);

  private OldVersions() {}

  /** A file that can't be deleted now is deleted after the next run: this one stays good. */
  public static void prune(Manifest ended, Warehouse warehouse, Address state, int keepVersions) {
    if (!ended.isPublished()) {
      return;
    }
    try {
      Pruned pruned = warehouse.prune(keepVersions, FilesInUse.of(state));
      if (pruned.files() > 0) {
        LOG.info(
            "deleted {} kept files ({}) that none of the newest {} versions needs",
            pruned.files(),
            ByteSize.text(pruned.bytes()),
            keepVersions);
      }
    } catch (WarehouseException | IOException e) {
      LOG.warn("cannot delete the kept files of old versions now: {}", e.getMessage());
    }
  }
}
