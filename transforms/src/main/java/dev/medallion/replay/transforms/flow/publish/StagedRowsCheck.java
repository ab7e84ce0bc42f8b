package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Tables;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.SortedMap;

/** Refuses files that do not hold the rows of their partition. */
final class StagedRowsCheck {
  private StagedRowsCheck() {}

  /**
   * A row outside its file's partition would lie beside the rows that another run replaces.
   *
   * @param head with the files as they are kept
   */
  static void require(TableRef table, Head head, Tables tables) {
    if (head.files().isEmpty()) {
      return;
    }
    Partition partition = head.partition();
    SortedMap<String, Long> found = tables.rowsByPartition(table, head.files());
    long own = found.getOrDefault(partition.value(), 0L);
    long all = found.values().stream().mapToLong(Long::longValue).sum();
    if (own != all) {
      throw new WarehouseException(
          "nothing was published: the files of "
              + partition
              + " hold rows of other partitions: "
              + found
              + "; this is a bug of the build stage: keep the run's folder and report it");
    }
    long promised = head.files().stream().mapToLong(StagedFile::rows).sum();
    if (all != promised) {
      throw new WarehouseException(
          "nothing was published: the files of "
              + partition
              + " hold "
              + all
              + " rows, not the "
              + promised
              + " that were staged; run again to rebuild them");
    }
  }
}
