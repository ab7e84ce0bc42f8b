package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterReport;
import dev.medallion.replay.transforms.flow.match.EntityRoutes;
import dev.medallion.replay.transforms.flow.match.ListingPlan;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.warehouse.DeadLetterUnit;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The units of dead letters that a run read in full, so that it replaces them: each entity of a
 * bounded source on each arrival date of the range; an entity of full history on every date up to
 * today, also before the first of its objects that are still there.
 */
final class DeadLetterUnits {
  private final AuditFacts facts;
  private final TreeSet<DeadLetterUnit> units =
      new TreeSet<>(
          Comparator.comparing(DeadLetterUnit::source)
              .thenComparing(DeadLetterUnit::entity)
              .thenComparing(u -> u.arrived().from())
              .thenComparing(u -> u.arrived().to()));

  private DeadLetterUnits(AuditFacts facts) {
    this.facts = facts;
  }

  static List<DeadLetterUnit> of(AuditFacts facts, DeadLetterReport letters) {
    DeadLetterUnits all = new DeadLetterUnits(facts);
    facts.model().sources().values().forEach(all::add);
    letters
        .counts()
        .keySet()
        .forEach(
            k ->
                all.addUnlessHeld(
                    DeadLetterUnit.ofDay(
                        k.source(), k.entity(), LocalDate.parse(k.arrivalDate()))));
    return List.copyOf(all.units);
  }

  private void addUnlessHeld(DeadLetterUnit unit) {
    if (units.stream().noneMatch(u -> u.holds(unit))) {
      units.add(unit);
    }
  }

  private void add(Source source) {
    EntityRoutes routes = new EntityRoutes(facts.model(), source);
    for (DayRange range :
        facts.ranges().read(source, ListingPlan.coarsestGrain(facts.model(), source))) {
      range.days().forEach(day -> addBounded(source, day));
    }
    for (Entity entity : routes.fullHistory()) {
      units.add(DeadLetterUnit.upTo(source.name(), entity.name(), facts.ranges().today()));
    }
  }

  private void addBounded(Source source, LocalDate day) {
    units.add(DeadLetterUnit.ofDay(source.name(), DeadLetter.UNKNOWN_ENTITY, day));
    facts.model().contracts().stream()
        .filter(e -> e.isFrom(source.name()) && !e.fullHistory())
        .forEach(e -> units.add(DeadLetterUnit.ofDay(source.name(), e.name(), day)));
  }
}
