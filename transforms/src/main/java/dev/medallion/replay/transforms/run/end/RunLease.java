package dev.medallion.replay.transforms.run.end;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.LeaseResult;
import dev.medallion.replay.transforms.warehouse.LeaseShare;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease on the partitions of a run. Leases only avoid wasted work; heads keep partitions safe.
 */
public final class RunLease {
  /** A turn is carrying rows over, audits and load jobs: minutes, of a large window. */
  private static final Duration PATIENCE = Duration.ofMinutes(60);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(RunLease.class);

  private final Warehouse warehouse;
  private final String runId;

  public RunLease(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
  }

  /**
   * Takes it; a run that holds it already keeps it.
   *
   * @param takeOver the run whose lease is taken over even if it is alive; empty: none
   * @return who holds it, for a user, where somebody else does; empty: this run
   */
  public Optional<String> take(Owner owner, List<Partition> partitions, String takeOver) {
    return take(owner, partitions, LeaseShare.ALL, takeOver);
  }

  /** The same for some of the partitions' rows. */
  public Optional<String> take(
      Owner owner, List<Partition> partitions, LeaseShare share, String takeOver) {
    LeaseResult lease =
        warehouse.acquire(
            new LeaseRequest(runId, owner, partitions, share, Nondeterminism.now(), takeOver));
    return lease instanceof LeaseResult.Refused refused
        ? Optional.of(refused.message())
        : Optional.empty();
  }

  /**
   * The same, and waits while somebody else holds it: another run that has its turn. One that died
   * in its turn is not waited for.
   */
  public Optional<String> await(
      Owner owner, List<Partition> partitions, LeaseShare share, String takeOver) {
    Duration waited = Duration.ZERO;
    Duration pause = FIRST_PAUSE;
    while (true) {
      Optional<String> held = take(owner, partitions, share, takeOver);
      if (held.isEmpty() || waited.compareTo(PATIENCE) >= 0) {
        return held.map(h -> "waited " + waited(PATIENCE) + " for its turn: " + h);
      }
      if (waited.isZero()) {
        LOG.info("run {} waits for its turn: {}", runId, held.get());
      }
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return held;
      }
      waited = waited.plus(pause);
      pause = longer(pause);
    }
  }

  private static String waited(Duration time) {
    return time.toMinutes() + " minutes";
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  /** Gives it back, if the run holds it. */
  public void release() {
    warehouse.release(runId);
  }

  /** The partitions that a replay means to replace; it can't know yet what lies downstream. */
  public static List<Partition> partitions(Model model, RunSpec run) {
    return model.tables().stream()
        .filter(t -> run.publishes(t.name()))
        .flatMap(
            t -> run.scope().partitions(t.grain()).stream().map(v -> new Partition(t.name(), v)))
        .toList();
  }
}
