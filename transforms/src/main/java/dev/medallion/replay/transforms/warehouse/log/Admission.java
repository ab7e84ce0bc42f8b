package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.HeadCheck;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.Seen;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides from the log whether a publication may start. */
final class Admission {
  private final Leases leases;
  private final KeyCheck keys;

  Admission(Leases leases, KeyCheck keys) {
    this.leases = leases;
    this.keys = keys;
  }

  /** The publication of this run and change set that is open, by its number. */
  static Optional<Map.Entry<Long, Entry.Intent>> open(
      LogState state, String runId, String changeSet) {
    return state.open().entrySet().stream()
        .filter(o -> o.getValue().runId().equals(runId))
        .filter(o -> o.getValue().changes().digest().equals(changeSet))
        .findFirst();
  }

  /** How the publication of this run and change set ended, if it did. */
  static Optional<Entry.Closed> closed(LogState state, String runId, String changeSet) {
    return Optional.ofNullable(state.closed().get(runId))
        .filter(c -> c.changeSet().equals(changeSet));
  }

  /** Whether the log says nothing yet of this run and change set that can't be told again. */
  static boolean isNew(LogState state, String runId, String changeSet) {
    return open(state, runId, changeSet).isEmpty()
        && closed(state, runId, changeSet).filter(Entry.Closed::done).isEmpty();
  }

  /**
   * The intent to be written.
   *
   * @throws ConflictException where the publication must not begin
   */
  Entry.Intent decide(LogState state, PublicationRequest request) {
    Set<Partition> replaced = replaced(request.changes());
    HeadCheck.require(request.changes(), request.tables(), state.heads());
    request.changes().replacements().forEach(r -> requireKnown(state, r));
    leases.requireNotOvertaken(state, request.runId(), replaced);
    keys.require(request.changes(), state);
    List<Step> steps =
        request.changes().replacements().stream()
            .map(r -> step(state, r, request.unchanged()))
            .toList();
    return new Entry.Intent(
        request.runId(),
        request.owner(),
        request.at(),
        request.changes(),
        steps,
        request.journal());
  }

  /**
   * Refuses what an open publication is in the way of.
   *
   * @param stuck why an open publication could not be ended, by its number
   */
  static void requireNoOverlap(
      LogState state, String runId, ChangeSet changes, Map<Long, String> stuck) {
    Set<Partition> replaced = replaced(changes);
    Set<Partition> touched = new HashSet<>(replaced);
    touched.addAll(changes.reads().keySet());
    for (Map.Entry<Long, Entry.Intent> open : state.open().entrySet()) {
      Entry.Intent other = open.getValue();
      Set<Partition> read = other.changes().reads().keySet();
      Optional<Partition> shared =
          other.steps().stream()
              .map(Step::partition)
              .filter(touched::contains)
              .findFirst()
              .or(() -> read.stream().filter(replaced::contains).findFirst());
      if (shared.isPresent() || other.runId().equals(runId)) {
        String what = shared.map(Partition::toString).orElse("another change set");
        String why = stuck.get(open.getKey());
        throw new ConflictException(
            why == null
                ? Text.format(
                    "nothing was published: run %s (%s) is publishing %s; run again when it has"
                        + " ended",
                    other.runId(), other.owner(), what)
                : Text.format(
                    "nothing was published: run %s (%s) stopped while publishing %s, and that"
                        + " publication could not be completed: %s",
                    other.runId(), other.owner(), what, why));
      }
    }
  }

  private static Set<Partition> replaced(ChangeSet changes) {
    return changes.replacements().stream()
        .map(r -> r.result().partition())
        .collect(Collectors.toSet());
  }

  /** The version may be the same and what the head knows another: then it was learned since. */
  private static void requireKnown(LogState state, Replacement replacement) {
    Head head = state.head(replacement.result().partition());
    String learned = replacement.seen().learned();
    if (!learned.isEmpty() && !learned.equals(Seen.learned(head))) {
      throw new ConflictException(
          "nothing was published: "
              + head.partition()
              + " was published since with the same rows, but with another arrival range or other"
              + " inputs; run again against the current warehouse");
    }
  }

  private static Step step(LogState state, Replacement replacement, Set<Partition> unchanged) {
    Partition partition = replacement.result().partition();
    Head head = state.head(partition);
    String wanted = replacement.result().content().fullChecksum();
    Step.Action action;
    if (!unchanged.contains(partition)) {
      action = replacement.result().content().rows() == 0 ? Step.Action.EMPTY : Step.Action.LOAD;
    } else if (head.version() != Head.NONE && head.content().fullChecksum().equals(wanted)) {
      action = Step.Action.LEARN;
    } else {
      action = Step.Action.ADOPT;
    }
    int version = action == Step.Action.LEARN ? head.version() : replacement.expectedVersion() + 1;
    return new Step(partition, action, version, state.firstAttempt(partition));
  }
}
