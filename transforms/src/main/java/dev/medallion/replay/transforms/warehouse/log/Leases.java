package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.LeaseShare;
import dev.medallion.replay.transforms.warehouse.Liveness;
import dev.medallion.replay.transforms.warehouse.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may have partitions to itself. Leases save two runs from wasted work; what keeps them from
 * harm is the check of heads.
 */
final class Leases {
  private final Liveness liveness;

  public Leases(Liveness liveness) {
    this.liveness = liveness;
  }

  /**
   * Partitions that a run wants to itself: all or none.
   *
   * @param share how much of them
   * @param takeOver the run whose lease is taken even if its owner is alive
   */
  public record Request(
      String runId,
      Owner owner,
      Instant at,
      Collection<Partition> partitions,
      LeaseShare share,
      Optional<String> takeOver) {}

  /** What came of a request. */
  public sealed interface Answer {
    /** The run holds all of them once this is in the log. */
    record Granted(Entry.Lease lease) implements Answer {}

    /**
     * It holds none of them.
     *
     * @param holders who do, each with those of the request that it holds
     */
    record Refused(List<Entry.Lease> holders) implements Answer {}
  }

  /** Decides by what the log says. */
  public Answer take(LogState state, Request request) {
    Set<Partition> wanted = new HashSet<>(request.partitions());
    TreeSet<Partition> own = new TreeSet<>(wanted);
    List<Entry.Lease> holders = new ArrayList<>();
    List<String> overtaken = new ArrayList<>();
    for (Entry.Lease lease : state.leases().values()) {
      if (lease.runId().equals(request.runId())) {
        own.addAll(lease.partitions());
        continue;
      }
      List<Partition> shared = lease.partitions().stream().filter(wanted::contains).toList();
      if (shared.isEmpty() || !lease.share().excludes(request.share())) {
        continue;
      }
      if (liveness.mayBeAlive(lease.owner())
          && !request.takeOver().equals(Optional.of(lease.runId()))) {
        holders.add(
            new Entry.Lease(
                lease.runId(),
                lease.owner(),
                lease.since(),
                shared,
                lease.overtaken(),
                lease.share()));
      } else {
        overtaken.add(lease.runId());
      }
    }
    if (!holders.isEmpty()) {
      return new Answer.Refused(holders);
    }
    return new Answer.Granted(
        new Entry.Lease(
            request.runId(),
            request.owner(),
            request.at(),
            List.copyOf(own),
            overtaken,
            request.share()));
  }

  /** What gives a run's lease back; empty where it holds none. */
  public static Optional<Entry.Release> release(LogState state, String runId) {
    return state.leases().containsKey(runId)
        ? Optional.of(new Entry.Release(runId))
        : Optional.empty();
  }

  /**
   * Refuses to publish for a run whose lease was taken over by one that is still at work.
   *
   * @throws ConflictException naming that one
   */
  void requireNotOvertaken(LogState state, String runId, Set<Partition> replaced) {
    if (state.leases().containsKey(runId)) {
      return;
    }
    for (Entry.Lease lease : state.leases().values()) {
      Optional<Partition> shared =
          lease.partitions().stream().filter(replaced::contains).findFirst();
      if (shared.isPresent() && liveness.mayBeAlive(lease.owner())) {
        throw new ConflictException(
            "nothing was published: run "
                + runId
                + " has lost its lease: run "
                + lease.runId()
                + " ("
                + lease.owner()
                + ") holds "
                + shared.get()
                + "; run again when that run has ended");
      }
    }
  }
}
