package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/**
 * A source whose range is bounded gave something: nothing at all is a wrong path, not a quiet day.
 */
final class NoObjects extends NamedAudit<AuditFacts> {
  public NoObjects() {
    super("no_objects", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    return facts.model().sources().values().stream()
        .filter(s -> facts.objects().stream().noneMatch(o -> o.object().source().equals(s.name())))
        .map(
            s ->
                Observation.ofRun(
                    1,
                    "source %s has no object below %s that lies on %s"
                        .formatted(s.name(), facts.run().roots().get(s.name()), s.path().text()),
                    "check --input=%s=<root>; --allow=no_objects if there is none in the window"
                        .formatted(s.name())))
        .toList();
  }
}
