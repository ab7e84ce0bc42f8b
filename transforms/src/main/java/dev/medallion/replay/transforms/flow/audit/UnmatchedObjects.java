package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.flow.match.PathList;
import dev.medallion.replay.transforms.model.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every object on the listed dates matches the model, or is a known leftover of another tool.
 * Otherwise a layout with an additional level, or a date in another format, would be missed
 * silently.
 */
final class UnmatchedObjects extends NamedAudit<AuditFacts> {
  private static final int SHOWN = 3;

  public UnmatchedObjects() {
    super("unmatched_objects", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    return facts.listing().unmatched().entrySet().stream()
        .filter(e -> e.getValue().count() > 0)
        .map(e -> observation(e.getKey(), e.getValue()))
        .toList();
  }

  private static Observation observation(String source, PathList paths) {
    Map<String, List<String>> byPattern =
        paths.paths().stream()
            .collect(
                Collectors.groupingBy(
                    UnmatchedObjects::pattern, TreeMap::new, Collectors.toList()));
    String shown =
        byPattern.entrySet().stream()
            .sorted(Comparator.comparingInt(e -> -e.getValue().size()))
            .limit(SHOWN)
            .map(
                e ->
                    "%d like %s, e.g. %s"
                        .formatted(e.getValue().size(), e.getKey(), e.getValue().get(0)))
            .collect(Collectors.joining("; "));
    return Observation.ofRun(
        paths.count(),
        "source %s: %d objects match no path of the model and are not read: %s%s"
            .formatted(
                source, paths.count(), shown, byPattern.size() > SHOWN ? "; and others" : ""),
        "correct the source's path in model.yaml, move the objects elsewhere, or ignore them:"
            + " --allow=unmatched_objects");
  }

  /** The path with a star for each number, date or digest in it. */
  static String pattern(String path) {
    return path.replaceAll(
        "(?=[0-9A-Fa-f-]*[0-9])[0-9A-Fa-f]{4,}(-[0-9A-Fa-f]{2,})*|[0-9]+([-_:.][0-9]+)*", "*");
  }
}
