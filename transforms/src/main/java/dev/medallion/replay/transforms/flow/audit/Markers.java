package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.flow.match.ListingFacts.MarkerFacts;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Payloads that were read have markers, and markers have payloads on some date. It counts per run,
 * because a marker has no date.
 */
final class Markers extends NamedAudit<AuditFacts> {
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
      MarkerFacts markers = facts.listing().markers().getOrDefault(source.name(), MarkerFacts.NONE);
      Set<String> unmarked = new TreeSet<>(payloads);
      markers.all().forEach(unmarked::remove);
      List<String> orphans = markers.orphans();
      if (!unmarked.isEmpty()) {
        found.add(
            Observation.ofRun(
                unmarked.size(),
                "%d payloads of %s have no marker, e.g. %s"
                    .formatted(unmarked.size(), source.name(), unmarked.iterator().next()),
                "they were only half accepted: a redelivery may write them again on another day;"
                    + " they are used"));
      }
      if (!orphans.isEmpty()) {
        found.add(
            Observation.ofRun(
                orphans.size(),
                "%d markers of %s have no payload on any date, e.g. %s"
                    .formatted(orphans.size(), source.name(), orphans.get(0)),
                "their payloads expired or were never written; these events are never accepted"
                    + " again"));
      }
    }
    return found;
  }
}
