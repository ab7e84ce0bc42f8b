package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.flow.match.ObjectTally;
import dev.medallion.replay.transforms.flow.shard.Fate;
import dev.medallion.replay.transforms.flow.shard.FateCount;
import dev.medallion.replay.transforms.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * No source has more dead letters than the model's limit, by records or by bytes: one long record
 * may hold more than all others.
 */
final class DeadLetterRatio extends NamedAudit<AuditFacts> {
  public DeadLetterRatio() {
    super("dead_letter_ratio", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    double limit = facts.model().limits().deadLetterRatio();
    List<Observation> found = new ArrayList<>();
    for (String source : facts.model().sources().keySet()) {
      ObjectTally objects = facts.objects().totals().of(source);
      exceeded(
              limit,
              "records of source " + source + " are dead letters",
              objects.dead() + incomplete(facts, source),
              objects.records())
          .or(
              () ->
                  exceeded(
                      limit,
                      "bytes of source " + source + " are in dead letters",
                      objects.deadBytes(),
                      objects.bytes()))
          .ifPresent(found::add);
    }
    return found;
  }

  /** Events without a part that they need: a shard says so, not the reader. */
  private static long incomplete(AuditFacts facts, String source) {
    return facts.shards().stream()
        .flatMap(s -> s.fates().stream())
        .filter(f -> f.fate() == Fate.MISSING_PART && f.source().equals(source))
        .mapToLong(FateCount::count)
        .sum();
  }

  private static Optional<Observation> exceeded(double limit, String what, long dead, long read) {
    return dead <= read * limit
        ? Optional.empty()
        : Optional.of(
            Observation.ofRun(
                dead,
                "%d of %d %s (%.1f %%, the limit is %.1f %%)"
                    .formatted(dead, read, what, 100.0 * dead / read, 100 * limit),
                "check the dead letters' codes: the contract may have changed upstream"));
  }
}
