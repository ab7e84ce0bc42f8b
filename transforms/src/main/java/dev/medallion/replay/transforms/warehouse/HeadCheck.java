package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that no head that a change set depends on has moved. */
public final class HeadCheck {
  private HeadCheck() {}

  /**
   * Compares.
   *
   * @param tables what the change set's names mean
   * @param heads as they stand now
   * @throws HeadMovedException naming the first head that does not
   */
  public static void require(
      ChangeSet changes, Collection<TableRef> tables, Map<Partition, Head> heads) {
    Set<String> known = tables.stream().map(TableRef::name).collect(Collectors.toSet());
    changes
        .reads()
        .forEach(
            (partition, version) -> {
              if (!known.contains(partition.table())) {
                throw new WarehouseException(
                    "nothing was published: the change set reads "
                        + partition
                        + ", but the model has no such table; use the change set's own model");
              }
              require(heads, partition, "reads", version);
            });
    // Of what moved, a table is named sooner than the ledger that moved with it.
    changes.replacements().stream()
        .sorted(Comparator.comparing(Replacement::isOfLedger))
        .forEach(r -> require(heads, r.result().partition(), "replaces", r.expectedVersion()));
  }

  private static void require(
      Map<Partition, Head> heads, Partition partition, String use, int expected) {
    Optional<Head> head = Optional.ofNullable(heads.get(partition));
    int version = head.map(Head::version).orElse(Head.NONE);
    if (version != expected) {
      throw new HeadMovedException(
          partition, use, expected, version, head.map(Head::runId).orElse(""));
    }
  }
}
