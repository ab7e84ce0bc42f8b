package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.flow.match.ListingPlan;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.storage.Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every correction of the objects read was applied. A correction whose object has other content
 * now, or does not exist any more, has no effect: it was made for other bytes. The row that it
 * repaired would be removed, so somebody must decide: withdraw it, or correct the record where it
 * is now.
 */
final class CorrectionWithoutEffect extends NamedAudit<AuditFacts> {
  public CorrectionWithoutEffect() {
    super("correction_without_effect", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    List<Correction> corrections =
        facts.run().corrections().list().stream()
            .filter(c -> isRead(facts, c))
            .filter(c -> !isDoneAgain(facts, c))
            .toList();
    List<ObjectOutcome> objects = objectsOf(facts, corrections);
    return corrections.stream()
        .filter(c -> objects.stream().noneMatch(o -> isOf(c, o)))
        .map(
            c ->
                Observation.ofRun(
                    1,
                    "the correction of "
                        + c.place()
                        + " has no effect: its object "
                        + change(objects, c),
                    "if the object is right without it: redrive --withdraw='"
                        + c.place()
                        + "'; otherwise publish once with --allow="
                        + name()
                        + ", then correct the record's new dead letter with redrive"))
        .toList();
  }

  /** Whether the same record was corrected later, in another content of the same object. */
  private static boolean isDoneAgain(AuditFacts facts, Correction correction) {
    return facts.run().corrections().list().stream()
        .anyMatch(
            c ->
                c.at().isAfter(correction.at())
                    && c.place().source().equals(correction.place().source())
                    && c.place().object().equals(correction.place().object())
                    && c.place().position() == correction.place().position());
  }

  /** One that could not be read is a finding already. */
  private static boolean isOf(Correction correction, ObjectOutcome outcome) {
    return outcome.object().source().equals(correction.place().source())
        && outcome.object().path().equals(correction.place().object())
        && (outcome.unreadable()
            || outcome.object().generation().equals(correction.place().generation()));
  }

  /** What became of the objects that corrections are of, found in one pass over all. */
  private static List<ObjectOutcome> objectsOf(AuditFacts facts, List<Correction> corrections) {
    Set<List<String>> places =
        corrections.stream()
            .map(c -> List.of(c.place().source(), c.place().object()))
            .collect(Collectors.toSet());
    return places.isEmpty()
        ? List.of()
        : facts.objects().stream()
            .filter(o -> places.contains(List.of(o.object().source(), o.object().path())))
            .toList();
  }

  private static String change(List<ObjectOutcome> objects, Correction correction) {
    return objects.stream()
        .map(ObjectOutcome::object)
        .filter(o -> o.source().equals(correction.place().source()))
        .filter(o -> o.path().equals(correction.place().object()))
        .findFirst()
        .map(o -> change(o, correction.place().generation()))
        .orElse("does not exist any more");
  }

  /** A bucket counts how often an object was written, with other bytes or with the same. */
  static String change(ObjectRef object, String corrected) {
    return Address.parse(object.uri()).scheme().equals(Address.GS)
        ? "was written again since: its generation is "
            + object.generation()
            + ", and the correction is of "
            + corrected
        : "has other content now";
  }

  /** Whether the run reads what arrived on the correction's day. */
  private static boolean isRead(AuditFacts facts, Correction correction) {
    Optional<Source> source =
        Optional.ofNullable(facts.model().sources().get(correction.place().source()));
    if (source.isEmpty()) {
      return false;
    }
    if (facts.model().contracts().stream()
        .filter(Entity::fullHistory)
        .anyMatch(e -> e.name().equals(correction.entity()))) {
      return true;
    }
    for (DayRange range :
        facts.ranges().read(source.get(), ListingPlan.coarsestGrain(facts.model(), source.get()))) {
      if (range.contains(correction.arrivalDate())) {
        return true;
      }
    }
    return false;
  }
}
