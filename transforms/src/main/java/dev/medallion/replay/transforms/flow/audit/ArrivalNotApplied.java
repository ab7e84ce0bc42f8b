package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.flow.match.ArrivedObjects;
import dev.medallion.replay.transforms.flow.match.ReadToEnd;
import dev.medallion.replay.transforms.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A window on the arrival clock replays the days that its objects touch. It applies exactly those
 * objects: one that changed or vanished since the days were found may touch other days now.
 */
final class ArrivalNotApplied extends NamedAudit<AuditFacts> {
  public ArrivalNotApplied() {
    super("arrival_not_applied", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    Map<String, ? extends Map<String, String>> arrived = facts.run().arrived().generations();
    if (arrived.isEmpty()) {
      return List.of();
    }
    ReadToEnd read =
        new ReadToEnd(
            facts.objects().stream()
                .filter(o -> arrived.containsKey(o.object().source()))
                .filter(o -> arrived.get(o.object().source()).containsKey(o.object().path()))
                .toList());
    List<Observation> found = new ArrayList<>();
    arrived.forEach(
        (source, objects) -> {
          List<String> others =
              objects.entrySet().stream()
                  .filter(o -> !isApplied(read, source, o.getKey(), o.getValue()))
                  .map(Map.Entry::getKey)
                  .toList();
          if (!others.isEmpty()) {
            found.add(
                Observation.ofRun(
                    others.size(),
                    ("source %s: %d objects that arrived in the window are not applied with the"
                            + " content that selected the days, e.g. %s")
                        .formatted(source, others.size(), others.get(0)),
                    "run again if the objects changed or vanished since; widen --arrives if they"
                        + " arrived too long before or after their days"));
          }
        });
    return found;
  }

  /** One that could not be read the first time has named no days; it must not be applied now. */
  private static boolean isApplied(ReadToEnd read, String source, String path, String generation) {
    return generation.equals(ArrivedObjects.UNREAD)
        ? !read.holds(source, path)
        : read.holds(source, path, generation);
  }
}
