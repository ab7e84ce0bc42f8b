package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.changeset.Replacement;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes change sets to a warehouse that has no transactions: what is intended is written to the
 * log, then jobs are run, then the log says that it is done. Whoever finds an intent whose owner is
 * gone carries it out.
 */
public final class LogPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(LogPublisher.class);

  /** Reading a few hundred small objects takes a second or two. */
  private static final long ENTRIES_PER_CHECKPOINT = 200;

  private final StateLog log;
  private final Jobs jobs;
  private final OwnerLiveness liveness;
  private final Admission admission;
  private final long entriesPerCheckpoint;

  public LogPublisher(StateLog log, Jobs jobs, OwnerLiveness liveness, KeyCheck keys) {
    this(log, jobs, liveness, keys, ENTRIES_PER_CHECKPOINT);
  }

  LogPublisher(
      StateLog log, Jobs jobs, OwnerLiveness liveness, KeyCheck keys, long entriesPerCheckpoint) {
    this.log = log;
    this.jobs = jobs;
    this.liveness = liveness;
    this.admission = new Admission(new Leases(liveness), keys);
    this.entriesPerCheckpoint = entriesPerCheckpoint;
  }

  /**
   * What a publication came to.
   *
   * @param alreadyApplied the same run had published the same change set: nothing was done now
   * @param endings of each partition, in the order of the change set
   */
  public record Report(long intent, boolean alreadyApplied, List<Ending> endings) {
    /** Whether all of it was published. */
    public boolean isWhole() {
      return endings.stream().allMatch(Ending::published);
    }
  }

  /**
   * Ends the publications whose owners are gone. A run does this before it reads anything. One that
   * can't be ended stays open, and is in nobody's way but of those who want its partitions.
   *
   * @param runId of the run that asks
   * @return what the log says then
   */
  public LogState settle(String runId) throws StorageException {
    endDead(runId);
    return log.read();
  }

  /**
   * @return why a publication could not be ended, by its number
   */
  private Map<Long, String> endDead(String runId) throws StorageException {
    Map<Long, String> stuck = new TreeMap<>();
    for (Map.Entry<Long, Entry.Intent> open : log.read().open().entrySet()) {
      if (!liveness.mayBeAlive(open.getValue().owner())) {
        try {
          finish(open.getKey(), open.getValue(), runId);
        } catch (JobsUnavailableException | ForeignJobException e) {
          LOG.warn(
              "the publication of run {} stays open: {}", open.getValue().runId(), e.getMessage());
          stuck.put(open.getKey(), e.getMessage());
        }
      }
    }
    return stuck;
  }

  /**
   * Publishes a change set.
   *
   * @throws ConflictException where it must not be published; nothing was done
   * @throws JobsUnavailableException where the warehouse fails: the publication stays open, and is
   *     carried out by the next one who comes
   * @throws StorageException where the log can't be written: the publication may be open
   */
  public Report publish(PublicationRequest request)
      throws StorageException, JobsUnavailableException {
    Map<Long, String> stuck = endDead(request.runId());
    LogState state = log.append(now -> admission.decide(now, request, stuck));
    Optional<Entry.Closed> closed = Admission.closed(state, request);
    Optional<Map.Entry<Long, Entry.Intent>> open = Admission.open(state, request);
    if (open.isEmpty()) {
      return new Report(
          closed.orElseThrow().intent(),
          true,
          request.changes().replacements().stream()
              .map(r -> new Ending(r.result().partition(), true, 0, ""))
              .toList());
    }
    List<Ending> endings = finish(open.get().getKey(), open.get().getValue(), request.runId());
    checkpoint();
    return new Report(open.get().getKey(), false, endings);
  }

  /** Carries a publication out, or sees to it that it is not; also if others do so meanwhile. */
  private List<Ending> finish(long number, Entry.Intent intent, String runId)
      throws StorageException, JobsUnavailableException {
    String id = log.read().log().orElseThrow();
    List<JobChain> chains = new ArrayList<>();
    Map<Partition, Replacement> replacements = new HashMap<>();
    intent.changes().replacements().forEach(r -> replacements.put(r.result().partition(), r));
    List<Ending> endings = new ArrayList<>();
    Optional<Ending> failed = Optional.empty();
    for (Step step : intent.steps()) {
      JobChain chain = new JobChain(jobs, id, step, replacements.get(step.partition()));
      chains.add(chain);
      if (step.needsJob() && failed.isEmpty()) {
        Ending ending = chain.forward();
        failed = Optional.of(ending).filter(e -> !e.published());
      }
    }
    for (int i = 0; i < chains.size(); i++) {
      Step step = intent.steps().get(i);
      if (!step.needsJob()) {
        endings.add(new Ending(step.partition(), failed.isEmpty(), 0, ""));
      } else if (failed.isEmpty()) {
        endings.add(new Ending(step.partition(), true, 0, ""));
      } else {
        Ending ending = chains.get(i).abandon();
        boolean isCause = ending.partition().equals(failed.get().partition());
        endings.add(
            ending.published() || !isCause
                ? ending
                : new Ending(step.partition(), false, ending.attempts(), failed.get().why()));
      }
    }
    boolean whole = failed.isEmpty();
    log.append(
        now -> {
          if (!now.open().containsKey(number)) {
            return Optional.empty();
          }
          return Optional.of(
              whole
                  ? new Entry.Done(number, runId)
                  : new Entry.Abandoned(number, runId, List.copyOf(endings)));
        });
    return endings;
  }

  private void checkpoint() {
    try {
      log.checkpoint(entriesPerCheckpoint);
    } catch (StorageException e) {
      LOG.warn("no checkpoint was written to the log: {}", e.getMessage());
    }
  }
}
