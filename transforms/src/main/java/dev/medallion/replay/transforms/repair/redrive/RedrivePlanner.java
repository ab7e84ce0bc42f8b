package dev.medallion.replay.transforms.repair.redrive;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.Outcome;
import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.flow.decode.Outcome.Rejected;
import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.flow.match.ArrivalRanges;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectStore;
import dev.medallion.replay.transforms.flow.match.ObjectUnreadableException;
import dev.medallion.replay.transforms.flow.match.Pinning;
import dev.medallion.replay.transforms.flow.match.StoredObjects;
import dev.medallion.replay.transforms.flow.read.ObjectReadFailure;
import dev.medallion.replay.transforms.flow.read.RecordReader;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import dev.medallion.replay.transforms.repair.correction.RecordPlace;
import dev.medallion.replay.transforms.run.RunSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the days to replay so that bad records are read again in their place, beside the other
 * events of those days.
 */
public final class RedrivePlanner {
  private final Model model;
  private final RunSpec run;
  private final ArrivalRanges ranges;
  private final Redecoder redecoder;
  private final List<Correction> history;
  private final NearestPublishedDay standIns;
  private final EventsOfParts events;

  /**
   * A planner.
   *
   * @param run whose sources, roots and arrival ranges are meant; its scope is not
   * @param history every correction, new ones included
   * @param inForce those of them that count
   * @param likely days that are published, or of the run in question
   */
  public RedrivePlanner(
      Model model,
      RunSpec run,
      SignatureSecrets secrets,
      List<Correction> history,
      Corrections inForce,
      SortedSet<LocalDate> likely) {
    this.model = model;
    this.run = run;
    this.ranges = new ArrivalRanges(model, run.scope(), run.arrives());
    this.redecoder = new Redecoder(model, secrets, inForce);
    this.history = history;
    this.standIns = new NearestPublishedDay(likely);
    this.events = new EventsOfParts(model, run, redecoder);
  }

  /** Where a dead letter falls. */
  public Placement place(DeadLetter letter) {
    if (!redecoder.knows(letter.source())) {
      return new Placement(
          letter,
          letter.code().name(),
          "the model has no source " + letter.source(),
          new TreeSet<>());
    }
    return letter.position() < 0 ? placeObject(letter) : placeRecord(letter);
  }

  /** Where the record of a correction falls with the bytes of any correction that it ever had. */
  public SortedSet<LocalDate> days(Correction correction) {
    TreeSet<LocalDate> days = formerDays(correction.place());
    days.addAll(
        events.days(correction.place().source(), correction.entity(), correction.place().object()));
    if (days.isEmpty() && redecoder.knows(correction.place().source())) {
      days.add(standIn(correction.place().source(), correction.entity(), correction.arrivalDate()));
    }
    return days;
  }

  /** With what code and message the record would die with a correction's bytes; none: it lives. */
  public Optional<String> wouldDie(Correction correction) {
    return redecoder.knows(correction.place().source())
            && redecoder.decode(correction) instanceof Dead dead
        ? Optional.of(dead.code() + ": " + dead.message())
        : Optional.empty();
  }

  private Placement placeRecord(DeadLetter letter) {
    Outcome outcome = redecoder.decode(letter);
    TreeSet<LocalDate> days = formerDays(RecordPlace.of(letter));
    redecoder.day(outcome).ifPresent(days::add);
    days.addAll(events.days(letter.source(), letter.entity(), letter.object()));
    if (days.isEmpty()) {
      days.add(standIn(letter.source(), letter.entity(), letter.arrivalDate()));
    }
    if (outcome instanceof Dead dead) {
      return new Placement(letter, dead.code().name(), dead.message(), days);
    }
    String now = outcome instanceof Rejected ? Placement.REJECTED : Placement.DECODES;
    return new Placement(letter, now, "", days);
  }

  /** The days of all corrections of a record: it may be published where an earlier one put it. */
  private TreeSet<LocalDate> formerDays(RecordPlace place) {
    TreeSet<LocalDate> days = new TreeSet<>();
    if (redecoder.knows(place.source())) {
      history.stream()
          .filter(c -> c.place().equals(place) && !c.withdrawn())
          .map(redecoder::decode)
          .forEach(outcome -> redecoder.day(outcome).ifPresent(days::add));
    }
    return days;
  }

  /** An object that could not be read is read now, in the hope that it was repaired. */
  private Placement placeObject(DeadLetter letter) {
    TreeSet<LocalDate> days = new TreeSet<>();
    String now = Placement.DECODES;
    String message = "";
    try {
      days.addAll(daysOfObject(letter));
    } catch (ObjectUnreadableException | ObjectReadFailure e) {
      now = Code.UNREADABLE_OBJECT.name();
      message = e.getMessage();
    }
    days.addAll(events.days(letter.source(), letter.entity(), letter.object()));
    if (days.isEmpty()) {
      days.add(standIn(letter.source(), letter.entity(), letter.arrivalDate()));
    }
    return new Placement(letter, now, message, days);
  }

  private SortedSet<LocalDate> daysOfObject(DeadLetter letter)
      throws ObjectUnreadableException, ObjectReadFailure {
    Source source = model.sources().get(letter.source());
    ObjectStore store = StoredObjects.of(run.roots().get(source.name()));
    ObjectRef pinned =
        Pinning.pin(
            store,
            new ObjectRef(
                letter.source(),
                store.uri(letter.object()),
                letter.object(),
                "",
                0,
                letter.arrivalDate(),
                letter.columns()));
    TreeSet<LocalDate> days = new TreeSet<>();
    redecoder
        .records(source.name())
        .decodeAll(
            pinned,
            new RecordReader(store),
            (outcome, own, position) -> redecoder.day(outcome).ifPresent(days::add));
    return days;
  }

  private LocalDate standIn(String source, String entity, LocalDate arrived) {
    boolean everyReplayReadsIt =
        model.contracts().stream()
            .filter(Entity::fullHistory)
            .anyMatch(e -> e.name().equals(entity));
    return everyReplayReadsIt
        ? standIns.any(arrived)
        : standIns.within(ranges.reach(model.sources().get(source)), arrived);
  }
}
