package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.DayText;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.flow.match.OutcomeTotals.Arrival;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Source;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every day of the window has objects of every source; a day without objects is a warning. */
final class DayWithoutObjects extends NamedAudit<AuditFacts> {
  public DayWithoutObjects() {
    super("day_without_objects", Severity.WARNING);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    List<Observation> found = new ArrayList<>();
    for (Source source : facts.model().datedSources()) {
      Set<LocalDate> arrived =
          facts.objects().totals().byArrival().keySet().stream()
              .filter(arrival -> facts.model().inPlaceOf(source).contains(arrival.source()))
              .map(Arrival::date)
              .collect(Collectors.toSet());
      List<DayRange> read = facts.ranges().read(source, Grain.DAY);
      List<LocalDate> without =
          facts.run().scope().days().stream()
              .filter(d -> read.stream().anyMatch(r -> r.contains(d)))
              .filter(d -> !arrived.contains(d))
              .toList();
      if (!without.isEmpty()) {
        found.add(
            Observation.ofRun(
                without.size(),
                "no object of %s arrived on %s".formatted(source.name(), DayText.of(without)),
                "if objects should have arrived, check the extraction of those days"));
      }
    }
    return found;
  }
}
