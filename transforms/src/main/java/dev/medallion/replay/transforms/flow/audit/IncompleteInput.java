package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.flow.match.EntityRoutes;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.model.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All input exists and is readable: no object is truncated, no object with several events gave only
 * dead letters, and no run folder holds fewer records, dead letters included, than its sidecar
 * says, counted in the parts that the sidecar names.
 */
final class IncompleteInput extends NamedAudit<AuditFacts> {
  public IncompleteInput() {
    super("incomplete_input", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    List<Observation> found = new ArrayList<>();
    facts.objects().totals().unreadable().stream()
        .map(
            o ->
                Observation.ofRun(
                    1,
                    o.object().path() + " could not be read to its end",
                    "restore it or extract it again; its dead letter says what is wrong"))
        .forEach(found::add);
    facts.model().sources().keySet().forEach(s -> lost(facts, s).ifPresent(found::add));
    for (SidecarFolder folder : SidecarFolder.withSidecars(facts)) {
      long there = folder.namedParts().stream().mapToLong(ObjectOutcome::records).sum();
      folder
          .sidecar()
          .records()
          .ifPresent(
              promised -> {
                if (there < promised) {
                  found.add(
                      Observation.ofRun(
                          promised - there,
                          "%s holds %d records, but its sidecar says %d in %d parts"
                              .formatted(
                                  folder.path(), there, promised, folder.sidecar().partCount()),
                          "extract that run again, or publish without the missing records:"
                              + " --allow=incomplete_input"));
                }
              });
    }
    return found;
  }

  /**
   * An object that is of no entity of the model is nobody's input, and told by its dead letters.
   */
  private static Optional<Observation> lost(AuditFacts facts, String source) {
    EntityRoutes routes = new EntityRoutes(facts.model(), facts.model().sources().get(source));
    List<ObjectOutcome> lost =
        facts.objects().totals().lost().stream()
            .filter(o -> o.object().source().equals(source))
            .filter(o -> routes.entity(o.object().columns()).isPresent())
            .sorted(Comparator.comparing(o -> o.object().path()))
            .toList();
    if (lost.isEmpty()) {
      return Optional.empty();
    }
    long events = lost.stream().mapToLong(o -> o.weight().deadEvents()).sum();
    return Optional.of(
        Observation.ofRun(
            events,
            "source %s: no record of %d objects is good; they hold about %d events; e.g. %s"
                .formatted(source, lost.size(), events, lost.get(0).object().path()),
            "see their dead letters; the cause is rarely the records. Fix how the objects are"
                + " written, or publish without them: --allow=incomplete_input"));
  }
}
