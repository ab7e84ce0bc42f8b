package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Severity;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every run folder has its sidecar: without it, nobody knows whether all its parts exist. */
final class MissingSidecar extends NamedAudit<AuditFacts> {
  public MissingSidecar() {
    super("missing_sidecar", Severity.WARNING);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    Set<SidecarFolder.Place> told =
        facts.listing().sidecars().stream()
            .filter(s -> s.records().isPresent())
            .map(s -> new SidecarFolder.Place(s.source(), s.folder()))
            .collect(Collectors.toSet());
    return SidecarFolder.partsByFolder(facts).keySet().stream()
        .filter(folder -> !told.contains(folder))
        .map(
            folder ->
                Observation.ofRun(
                    1,
                    folder.path() + " has no readable sidecar; its records are used",
                    "the extraction may have failed halfway: extract that run again if rows are"
                        + " missing"))
        .toList();
  }
}
