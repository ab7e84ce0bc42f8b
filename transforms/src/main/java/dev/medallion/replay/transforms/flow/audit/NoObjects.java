package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/** A source with a bounded range has objects: none at all means a wrong path, not a quiet day. */
final class NoObjects extends NamedAudit<AuditFacts> {
  public NoObjects() {
    super("no_objects", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    return facts.model().sources().values().stream()
        .filter(
            s ->
                facts.model().inPlaceOf(s).stream()
                    .allMatch(name -> facts.objects().totals().of(name).objects() == 0))
        .map(
            s ->
                Observation.ofRun(
                    1,
                    "source %s has no object under %s with an arrival date in %s"
                        .formatted(s.name(), facts.run().roots().get(s.name()), s.path().text()),
                    "check --input=%s=<root>; if the window really has none, --allow=no_objects"
                        .formatted(s.name())))
        .toList();
  }
}
