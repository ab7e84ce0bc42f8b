package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.List;
import java.util.Optional;

/**
 * What got in the way of partitions after their publication was decided: somebody else wrote them,
 * or changed their table so that it must not be written to.
 */
@FunctionalInterface
interface Obstacles {
  /** There is never any. */
  Obstacles NONE = replacements -> Optional.empty();

  /**
   * Looks for one.
   *
   * @param replacements of one or several tables, none of which has been begun; at least one
   * @return the partition that must not be written, and why
   */
  Optional<Ending> first(List<Replacement> replacements);
}
