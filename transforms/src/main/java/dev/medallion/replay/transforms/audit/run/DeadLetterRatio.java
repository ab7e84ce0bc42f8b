package dev.medallion.replay.transforms.audit.run;

import dev.medallion.replay.transforms.audit.AuditFacts;
import dev.medallion.replay.transforms.audit.NamedAudit;
import dev.medallion.replay.transforms.audit.Observation;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.objects.ObjectOutcome;
import java.util.ArrayList;
import java.util.List;

/** No source has more dead letters than the model's limit. */
public final class DeadLetterRatio extends NamedAudit<AuditFacts> {
  public DeadLetterRatio() {
    super("dead_letter_ratio", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    double limit = facts.model().limits().deadLetterRatio();
    List<Observation> found = new ArrayList<>();
    for (String source : facts.model().sources().keySet()) {
      List<ObjectOutcome> objects =
          facts.objects().stream().filter(o -> o.object().source().equals(source)).toList();
      long read = objects.stream().mapToLong(ObjectOutcome::records).sum();
      long dead = objects.stream().mapToLong(ObjectOutcome::dead).sum();
      if (dead > read * limit) {
        found.add(
            Observation.ofRun(
                dead,
                "%d of %d records of source %s are dead letters (%.1f %%, the limit is %.1f %%)"
                    .formatted(dead, read, source, 100.0 * dead / read, 100 * limit),
                "look at the dead letters' codes: the contract may have changed upstream"));
      }
    }
    return found;
  }
}
