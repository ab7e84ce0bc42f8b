package dev.medallion.replay.transforms.audit.run;

import dev.medallion.replay.transforms.audit.AuditFacts;
import dev.medallion.replay.transforms.audit.NamedAudit;
import dev.medallion.replay.transforms.audit.Observation;
import dev.medallion.replay.transforms.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What lies among a source's objects under a name that is none of theirs, and is not read. */
public final class SkippedPaths extends NamedAudit<AuditFacts> {
  private static final int SHOWN = 3;

  public SkippedPaths() {
    super("skipped_paths", Severity.WARNING);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    List<Observation> found = new ArrayList<>();
    facts
        .listing()
        .skipped()
        .forEach(
            (source, paths) -> {
              List<String> all = paths.stream().distinct().sorted().toList();
              if (!all.isEmpty()) {
                found.add(
                    Observation.ofRun(
                        all.size(),
                        "source %s: %d paths are not read, since their names do not fit: %s%s"
                            .formatted(
                                source,
                                all.size(),
                                all.stream().limit(SHOWN).collect(Collectors.joining(", ")),
                                all.size() > SHOWN ? ", …" : ""),
                        "rename what should be read, or take the rest elsewhere"));
              }
            });
    return found;
  }
}
