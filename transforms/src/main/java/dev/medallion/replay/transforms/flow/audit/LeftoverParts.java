package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/** No run folder holds parts that its sidecar does not name. Their records are used. */
final class LeftoverParts extends NamedAudit<AuditFacts> {
  public LeftoverParts() {
    super("leftover_parts", Severity.WARNING);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    return SidecarFolder.withSidecars(facts).stream()
        .filter(f -> f.sidecar().records().isPresent() && !f.leftoverParts().isEmpty())
        .map(
            f ->
                Observation.ofRun(
                    f.leftoverParts().size(),
                    "%s has %d parts that its sidecar does not name, with %d records; they are used"
                        .formatted(
                            f.path(),
                            f.leftoverParts().size(),
                            f.leftoverParts().stream().mapToLong(ObjectOutcome::records).sum()),
                    "an earlier attempt of the same extraction left them: delete them if they are"
                        + " wrong"))
        .toList();
  }
}
