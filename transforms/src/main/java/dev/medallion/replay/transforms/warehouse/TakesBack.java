package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import java.io.Serializable;
import java.util.List;

/**
 * The additional data of a rollback, beside its change set.
 *
 * @param lastRun the newest run of the journal when the rollback was planned: a run that published
 *     since may depend on what is removed. Empty: this is not a rollback
 * @param restored the version whose rows a partition gets back, where it is one
 * @param dropEmpty tables that are dropped if no row is left in them
 */
public record TakesBack(String lastRun, List<Restored> restored, List<TableRef> dropEmpty)
    implements Serializable {
  /** Of everything that is no rollback. */
  public static final TakesBack NOTHING = new TakesBack("", List.of(), List.of());

  /**
   * A version that comes back.
   *
   * @param version {@link dev.medallion.replay.transforms.warehouse.changeset.Head#NONE}: there was
   *     none
   */
  public record Restored(Partition partition, int version) implements Serializable {}

  public boolean isRollback() {
    return !lastRun.isEmpty();
  }
}
