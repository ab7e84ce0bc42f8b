package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out the steps of a publication, one after the other, until one fails. */
final class Forward {
  private final List<Step> steps;
  private final List<JobChain> chains;
  private final Map<Partition, Ending> done = new HashMap<>();
  private int next;

  /**
   * @param chains one of each step
   */
  Forward(List<Step> steps, List<JobChain> chains) {
    this.steps = steps;
    this.chains = chains;
  }

  /**
   * Carries out.
   *
   * @return the step that failed for good; empty: all are done
   * @throws JobsUnavailableException where the rest may be possible later
   */
  Optional<Ending> run() throws JobsUnavailableException {
    for (; next < steps.size(); next++) {
      if (steps.get(next).needsJob()) {
        Ending ending = chains.get(next).forward();
        if (!ending.published()) {
          return Optional.of(ending);
        }
        done.put(ending.partition(), ending);
      }
    }
    return Optional.empty();
  }

  /** Of all steps, once they are done. */
  List<Ending> endings() {
    return steps.stream()
        .map(
            s ->
                Optional.ofNullable(done.get(s.partition()))
                    .orElseGet(() -> new Ending(s.partition(), true, 0, "")))
        .toList();
  }

  /** Of all steps, where the warehouse failed at one; what needs no job waits for the others. */
  List<Ending> endings(JobsUnavailableException why) {
    List<Ending> endings = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      endings.add(
          new Ending(
              step.partition(), i < next && step.needsJob(), 0, i == next ? why.getMessage() : ""));
    }
    return endings;
  }
}
