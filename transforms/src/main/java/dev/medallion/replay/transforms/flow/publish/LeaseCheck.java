package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.LeaseHolders;
import dev.medallion.replay.transforms.warehouse.LeaseResult.Holder;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses a run whose lease was taken over by one that is still at work. Heads would keep the two
 * from harm as well; but the user has decided who of them shall publish.
 */
final class LeaseCheck {
  private LeaseCheck() {}

  static void requireNotOvertaken(String runId, ChangeSet changes, LeaseHolders leases) {
    List<Holder> holders = leases.held();
    if (holders.stream().anyMatch(h -> h.runId().equals(runId))) {
      return;
    }
    Set<Partition> replaced =
        changes.replacements().stream()
            .map(r -> r.result().partition())
            .collect(Collectors.toSet());
    for (Holder holder : holders) {
      Optional<Partition> shared =
          holder.partitions().stream().filter(replaced::contains).findFirst();
      if (shared.isPresent() && leases.mayBeAlive(holder.owner())) {
        throw new ConflictException(
            "nothing was published: the lease of run "
                + runId
                + " was taken over: run "
                + holder.runId()
                + " ("
                + holder.owner()
                + ") holds "
                + shared.get()
                + " now; run again when that run has ended");
      }
    }
  }
}
