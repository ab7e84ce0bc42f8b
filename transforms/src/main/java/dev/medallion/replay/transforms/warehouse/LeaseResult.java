package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a run got the lease on the partitions that it asked for. */
public sealed interface LeaseResult {

  /**
   * It holds all of them now.
   *
   * @param takenOverFrom runs whose leases are gone: their process is dead, or the request named
   *     them
   */
  record Taken(List<String> takenOverFrom) implements LeaseResult {}

  /** It holds none of them: somebody else does. */
  record Refused(List<Holder> holders) implements LeaseResult {
    public String message() {
      return holders.stream().map(Holder::toString).collect(Collectors.joining("; "))
          + "; wait until it ends, or stop it; if it hangs, take over its lease with"
          + holders.stream()
              .map(h -> " --take-lease=" + h.runId())
              .collect(Collectors.joining(" or"));
    }
  }

  /**
   * A run that holds what was asked for.
   *
   * @param partitions those of the request that it holds
   * @param share how much of them
   */
  record Holder(
      String runId, Owner owner, List<Partition> partitions, LeaseShare share, Instant since) {
    /** Of all rows. */
    public Holder(String runId, Owner owner, List<Partition> partitions, Instant since) {
      this(runId, owner, partitions, LeaseShare.ALL, since);
    }

    @Override
    public String toString() {
      int named = Math.min(partitions.size(), 3);
      return "run "
          + runId
          + " ("
          + owner
          + ") holds "
          + partitions.stream()
              .limit(named)
              .map(Partition::toString)
              .collect(Collectors.joining(", "))
          + (partitions.size() > named ? " and " + (partitions.size() - named) + " more" : "")
          + (share.equals(LeaseShare.ALL) ? "" : " " + share)
          + " since "
          + since;
    }
  }
}
