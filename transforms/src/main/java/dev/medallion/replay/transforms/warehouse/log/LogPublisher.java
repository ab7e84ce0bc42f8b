package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.JobUsage;
import dev.medallion.replay.transforms.warehouse.Liveness;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.WarehouseWork;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes change sets to a warehouse that has no transactions: it writes the intent to the log,
 * runs the jobs, then writes to the log that the publication is done. A process that finds an
 * intent whose owner is dead carries it out.
 */
final class LogPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(LogPublisher.class);

  /** Reading a few hundred small objects takes a second or two. */
  static final long ENTRIES_PER_CHECKPOINT = 200;

  private final StateLog log;
  private final Jobs jobs;
  private final Liveness liveness;
  private final Admission admission;
  private final long entriesPerCheckpoint;
  private final int atATime;
  private final Obstacles obstacles;

  public LogPublisher(StateLog log, Jobs jobs, Liveness liveness, KeyCheck keys) {
    this(log, jobs, liveness, keys, ENTRIES_PER_CHECKPOINT, 1, Obstacles.NONE);
  }

  LogPublisher(
      StateLog log, Jobs jobs, Liveness liveness, KeyCheck keys, long entriesPerCheckpoint) {
    this(log, jobs, liveness, keys, entriesPerCheckpoint, 1, Obstacles.NONE);
  }

  /**
   * The same.
   *
   * @param entriesPerCheckpoint how many entries of the log are worth a checkpoint
   * @param atATime how many partitions are written at once
   * @param obstacles asked again before partitions are written, once some time has passed
   */
  LogPublisher(
      StateLog log,
      Jobs jobs,
      Liveness liveness,
      KeyCheck keys,
      long entriesPerCheckpoint,
      int atATime,
      Obstacles obstacles) {
    this.obstacles = obstacles;
    this.atATime = atATime;
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
   * @param stopped why it stays open, if it does: whoever comes next carries it out
   * @param work what it cost
   */
  public record Report(
      long intent,
      boolean alreadyApplied,
      List<Ending> endings,
      Optional<JobsUnavailableException> stopped,
      WarehouseWork work) {
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
          finish(open.getKey(), open.getValue(), runId, jobs.usage(), false)
              .stopped()
              .ifPresent(e -> stuck.put(open.getKey(), e.getMessage()));
        } catch (ForeignJobException e) {
          stuck.put(open.getKey(), e.getMessage());
        }
        Optional.ofNullable(stuck.get(open.getKey()))
            .ifPresent(
                why ->
                    LOG.warn(
                        "the publication of run {} stays open: {}", open.getValue().runId(), why));
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
    Report report =
        publish(request.runId(), request.changes(), state -> Optional.of(request)).orElseThrow();
    if (report.stopped().isPresent()) {
      throw report.stopped().get();
    }
    return report;
  }

  /**
   * Publishes what is planned, as far as the warehouse can, each time anew when somebody else was
   * faster.
   *
   * @return empty: there was nothing to publish
   * @throws ConflictException where it must not be published; nothing was done
   * @throws StorageException where the log can't be written: the publication may be open
   */
  Optional<Report> publish(String runId, ChangeSet changes, PublicationRequest.Planner planner)
      throws StorageException {
    String changeSet = changes.digest();
    Map<Long, String> stuck = endDead(runId);
    JobUsage before = jobs.usage();
    AtomicBoolean isFresh = new AtomicBoolean();
    LogState state =
        log.append(
            now -> {
              if (!Admission.isNew(now, runId, changeSet)) {
                return Optional.empty();
              }
              Admission.requireNoOverlap(now, runId, changes, stuck);
              isFresh.set(true);
              return planner.plan(now).map(request -> admission.decide(now, request));
            });
    Optional<Map.Entry<Long, Entry.Intent>> open = Admission.open(state, runId, changeSet);
    if (open.isEmpty()) {
      Optional<Entry.Closed> done =
          Admission.closed(state, runId, changeSet).filter(Entry.Closed::done);
      return done.isEmpty() ? Optional.empty() : Optional.of(again(done.get()));
    }
    Report report =
        finish(open.get().getKey(), open.get().getValue(), runId, before, isFresh.get());
    checkpoint();
    return Optional.of(report);
  }

  private Report again(Entry.Closed done) throws StorageException {
    Entry.Intent intent = (Entry.Intent) log.entry(done.intent());
    return new Report(
        done.intent(),
        true,
        intent.steps().stream().map(s -> new Ending(s.partition(), true, 0, "")).toList(),
        Optional.empty(),
        ((Entry.Done) log.entry(done.number())).work());
  }

  /**
   * Carries a publication out, or sees to it that it is not; also if others do so meanwhile.
   *
   * @param before what jobs had cost before it
   * @param isFresh whether it was decided right now
   */
  private Report finish(
      long number, Entry.Intent intent, String runId, JobUsage before, boolean isFresh)
      throws StorageException {
    String id = log.read().log().orElseThrow();
    Map<Partition, Replacement> replacements = new HashMap<>();
    intent.changes().replacements().forEach(r -> replacements.put(r.result().partition(), r));
    List<JobChain> chains =
        intent.steps().stream()
            .map(
                step ->
                    new JobChain(
                        jobs, id, intent.runId(), step, replacements.get(step.partition())))
            .toList();
    Forward forward = new Forward(intent.steps(), chains, jobs, atATime, obstacles, isFresh);
    List<Ending> endings;
    Prepared prepared = Prepared.NOTHING;
    try {
      Optional<Ending> failed = Optional.empty();
      try {
        prepared = jobs.prepare(Preparation.of(id, intent));
      } catch (WarehouseException e) {
        failed = Optional.of(notPrepared(intent.steps(), e));
      }
      failed = failed.isPresent() ? failed : forward.run();
      endings =
          failed.isEmpty() ? forward.endings() : abandon(intent.steps(), chains, failed.get());
    } catch (JobsUnavailableException e) {
      return new Report(
          number, false, forward.endingsUntilNow(), Optional.of(e), work(before, prepared));
    }
    WarehouseWork work = work(before, prepared);
    boolean whole = endings.stream().allMatch(Ending::published);
    List<Ending> ended = List.copyOf(endings);
    log.append(
        now -> {
          if (!now.open().containsKey(number)) {
            return Optional.empty();
          }
          return Optional.of(
              whole
                  ? new Entry.Done(
                      number,
                      runId,
                      ended.stream().filter(e -> !e.lastModified().isEmpty()).toList(),
                      work)
                  : new Entry.Abandoned(number, runId, ended));
        });
    return new Report(number, false, ended, Optional.empty(), work);
  }

  private WarehouseWork work(JobUsage before, Prepared prepared) {
    return new WarehouseWork(jobs.usage().since(before), prepared.notes(), prepared.snapshots());
  }

  private static Ending notPrepared(List<Step> steps, WarehouseException why) {
    Step first = steps.stream().filter(Step::needsJob).findFirst().orElseThrow(() -> why);
    return new Ending(first.partition(), false, 0, why.getMessage());
  }

  private static List<Ending> abandon(List<Step> steps, List<JobChain> chains, Ending failed)
      throws JobsUnavailableException {
    List<Ending> endings = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!step.needsJob()) {
        endings.add(new Ending(step.partition(), false, 0, ""));
        continue;
      }
      Ending ending = chains.get(i).abandon();
      boolean isCause = ending.partition().equals(failed.partition());
      endings.add(
          ending.published() || !isCause
              ? ending
              : new Ending(step.partition(), false, ending.attempts(), failed.why()));
    }
    return endings;
  }

  private void checkpoint() {
    try {
      log.checkpoint(entriesPerCheckpoint);
    } catch (StorageException e) {
      LOG.warn("cannot write a checkpoint to the log: {}", e.getMessage());
    }
  }
}
