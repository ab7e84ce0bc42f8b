package dev.medallion.replay.transforms.audit.run;

import dev.medallion.replay.transforms.audit.AuditFacts;
import dev.medallion.replay.transforms.audit.Observation;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Payloads have markers and markers payloads, as far as they were read. Counted per run: a marker
 * carries no date.
 */
public final class Markers extends RunAudit {
  public Markers() {
    super("markers", Severity.WARNING);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    List<Observation> found = new ArrayList<>();
    for (Source source : facts.model().sources().values()) {
      if (source.markers().isEmpty()) {
        continue;
      }
      String column = source.markers().get().column();
      Set<String> payloads =
          facts.objects().stream()
              .filter(o -> o.object().source().equals(source.name()))
              .map(o -> o.object().columns().get(column))
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> markers =
          new TreeSet<>(facts.listing().markers().getOrDefault(source.name(), List.of()));
      Set<String> unmarked = minus(payloads, markers);
      Set<String> unpaid = minus(markers, payloads);
      if (!unmarked.isEmpty()) {
        found.add(
            Observation.ofRun(
                unmarked.size(),
                "%d payloads of %s have no marker, e.g. %s"
                    .formatted(unmarked.size(), source.name(), unmarked.iterator().next()),
                "accepted only half: a redelivery may write them again on another day; they are used"));
      }
      if (!unpaid.isEmpty()) {
        found.add(
            Observation.ofRun(
                unpaid.size(),
                "%d markers of %s have no payload among those that were read, e.g. %s"
                    .formatted(unpaid.size(), source.name(), unpaid.iterator().next()),
                "their payloads lie outside the arrival range, or expired; then they can't come again"));
      }
    }
    return found;
  }

  private static Set<String> minus(Set<String> all, Set<String> without) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(without);
    return rest;
  }
}
