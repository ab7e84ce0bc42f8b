package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Carries out the steps of a publication, until one fails: one after the other in their order, or
 * several at a time, layer by layer.
 */
final class Forward {
  private final List<Step> steps;
  private final List<JobChain> chains;
  private final Jobs jobs;
  private final int atATime;
  private final Obstacles obstacles;
  private final boolean isFresh;
  private final Map<Partition, Ending> ended = new ConcurrentHashMap<>();
  private final Map<Partition, JobsUnavailableException> unavailable = new ConcurrentHashMap<>();

  /**
   * @param chains one of each step
   * @param atATime how many partitions are written at once
   * @param isFresh whether it was decided right now: then what is written first need not be looked
   *     at again
   */
  Forward(
      List<Step> steps,
      List<JobChain> chains,
      Jobs jobs,
      int atATime,
      Obstacles obstacles,
      boolean isFresh) {
    this.steps = steps;
    this.chains = chains;
    this.jobs = jobs;
    this.atATime = atATime;
    this.obstacles = obstacles;
    this.isFresh = isFresh;
  }

  /**
   * Carries out.
   *
   * @return the step that failed for good; empty: all are done
   * @throws JobsUnavailableException where the rest may be possible later
   */
  Optional<Ending> run() throws JobsUnavailableException {
    boolean isKnown = isFresh;
    for (List<Integer> layer : layers()) {
      Optional<Ending> obstacle = isKnown ? Optional.empty() : obstacle(layer);
      if (obstacle.isPresent()) {
        return obstacle;
      }
      isKnown = false;
      if (atATime == 1) {
        layer.forEach(this::take);
      } else {
        together(layer);
      }
      Optional<Ending> failed = failed();
      if (failed.isPresent()) {
        return failed;
      }
      if (!unavailable.isEmpty()) {
        throw unavailable.values().iterator().next();
      }
    }
    return Optional.empty();
  }

  private Optional<Ending> obstacle(List<Integer> places) throws JobsUnavailableException {
    List<Replacement> ahead = new ArrayList<>();
    for (int place : places) {
      JobChain chain = chains.get(place);
      if (isFresh || !chain.hasBegun()) {
        ahead.add(chain.replacement());
      }
    }
    return ahead.isEmpty() ? Optional.empty() : obstacles.first(ahead);
  }

  /** The places of the steps that need jobs: one after the other, or by layer. */
  private Collection<List<Integer>> layers() {
    List<Integer> all =
        IntStream.range(0, steps.size()).boxed().filter(i -> steps.get(i).needsJob()).toList();
    return atATime == 1
        ? List.of(all)
        : all.stream()
            .collect(
                Collectors.groupingBy(
                    i -> chains.get(i).layer(), TreeMap::new, Collectors.toList()))
            .values();
  }

  private void together(List<Integer> places) {
    ExecutorService workers = Executors.newFixedThreadPool(Math.min(atATime, places.size()));
    try {
      List<Future<?>> all = new ArrayList<>();
      places.forEach(place -> all.add(workers.submit(() -> take(place))));
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was stopped while it published", e);
    } finally {
      workers.shutdownNow();
    }
  }

  /** Carries out a step, unless another has failed. */
  private void take(int place) {
    if (!unavailable.isEmpty() || failed().isPresent()) {
      return;
    }
    Partition partition = steps.get(place).partition();
    try {
      ended.put(partition, chains.get(place).forward());
    } catch (JobsUnavailableException e) {
      unavailable.put(partition, e);
    }
  }

  private Optional<Ending> failed() {
    return ended.values().stream().filter(e -> !e.published()).findFirst();
  }

  /** Of all steps, once they are done. */
  List<Ending> endings() {
    Map<JobId, String> said =
        jobs.lastModified(chains.stream().flatMap(chain -> chain.written().stream()).toList());
    List<Ending> endings = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Partition partition = steps.get(i).partition();
      Ending ending = ended.getOrDefault(partition, new Ending(partition, true, 0, ""));
      endings.add(
          new Ending(
              partition,
              true,
              ending.attempts(),
              "",
              chains.get(i).written().map(JobStatus::id).map(said::get).orElse("")));
    }
    return endings;
  }

  /** Of all steps, where the warehouse failed; what needs no job waits for the others. */
  List<Ending> endingsUntilNow() {
    return steps.stream()
        .map(Step::partition)
        .map(
            p ->
                new Ending(
                    p,
                    Optional.ofNullable(ended.get(p)).filter(Ending::published).isPresent(),
                    0,
                    Optional.ofNullable(unavailable.get(p)).map(Throwable::getMessage).orElse("")))
        .toList();
  }
}
