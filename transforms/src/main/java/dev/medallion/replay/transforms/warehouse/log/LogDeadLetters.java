package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.DeadLetterUnit;
import dev.medallion.replay.transforms.warehouse.DeadLetters;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The dead letters, as the log has them: each publication that was done replaced those of the units
 * that it read by those of its kept files.
 */
final class LogDeadLetters implements DeadLetters {
  private static final Comparator<DeadLetter> ORDER =
      Comparator.comparing(DeadLetter::source)
          .thenComparing(DeadLetter::object)
          .thenComparing(DeadLetter::generation)
          .thenComparing(DeadLetter::position)
          .thenComparing(DeadLetter::stage)
          .thenComparing(DeadLetter::code);

  private final List<JournalRecord> records;
  private final KeptFiles kept;

  LogDeadLetters(List<JournalRecord> records, KeptFiles kept) {
    this.records = records.stream().filter(JournalRecord::isDone).toList();
    this.kept = kept;
  }

  /** Those of one source, entity and day. */
  private record Day(String source, String entity, LocalDate arrived) {
    static Day of(DeadLetter letter) {
      return new Day(letter.source(), letter.entity(), letter.arrivalDate());
    }

    DeadLetterUnit unit() {
      return DeadLetterUnit.ofDay(source, entity, arrived);
    }
  }

  /** The record of an object; an object as a whole is the same one after it was repaired. */
  private record Place(String source, String object, String generation, long position) {
    static Place of(DeadLetter letter) {
      return new Place(
          letter.source(),
          letter.object(),
          letter.position() < 0 ? "" : letter.generation(),
          letter.position());
    }
  }

  /** All that are published, in the order of their identity. */
  List<DeadLetter> all() {
    List<DeadLetter> letters = new ArrayList<>();
    records.forEach(record -> apply(letters, record));
    letters.sort(ORDER);
    return letters;
  }

  /** Those that one publication brought. */
  List<DeadLetter> broughtBy(JournalRecord record) {
    return record.page().letters().stream().flatMap(f -> read(kept(f)).stream()).toList();
  }

  private void apply(List<DeadLetter> letters, JournalRecord record) {
    Map<Place, Integer> attempts = new HashMap<>();
    letters.forEach(l -> attempts.merge(Place.of(l), l.attempt(), Math::max));
    List<DeadLetter> brought = broughtBy(record);
    StayingLetters staying =
        StayingLetters.of(record.page().staying().stream().map(this::kept).toList(), brought);
    DeadLetterChange change = new DeadLetterChange(record.page().lettersOf(), List.of(), List.of());
    letters.removeIf(l -> change.replaces(Day.of(l).unit()) && !staying.holds(l));
    for (DeadLetter letter : brought) {
      int known = attempts.getOrDefault(Place.of(letter), 1);
      letters.add(letter.atAttempt(Math.max(known, letter.attempt())));
    }
  }

  private Address kept(StagedFile file) {
    return Address.parse(kept.resolve(file).uri());
  }

  @Override
  public List<Changed> changedSince(DeadLetterChange change, long run) {
    List<DeadLetter> letters = new ArrayList<>();
    Map<Day, String> changed = new HashMap<>();
    for (JournalRecord record : records) {
      SortedMap<String, Day> before = identities(letters);
      apply(letters, record);
      if (record.number() > run) {
        different(before, identities(letters))
            .forEach(day -> changed.put(day, record.intent().runId()));
      }
    }
    List<DeadLetter> brought = new ArrayList<>();
    change.files().forEach(file -> brought.addAll(read(file)));
    return different(identities(letters), identities(brought)).stream()
        .filter(changed::containsKey)
        .map(day -> new Changed(day.unit(), changed.get(day)))
        .sorted(Comparator.comparing(c -> c.unit().toString()))
        .toList();
  }

  /** What tells two dead letters apart, and what each says; not which run said it. */
  private static SortedMap<String, Day> identities(List<DeadLetter> letters) {
    SortedMap<String, Day> identities = new TreeMap<>();
    for (DeadLetter l : letters) {
      identities.put(
          String.join(
              "\0",
              l.source(),
              l.entity(),
              l.arrivalDate().toString(),
              l.object(),
              l.generation(),
              Long.toString(l.position()),
              l.stage(),
              l.code().name(),
              l.field(),
              HexFormat.of().formatHex(l.raw())),
          Day.of(l));
    }
    return identities;
  }

  private static Set<Day> different(SortedMap<String, Day> one, SortedMap<String, Day> other) {
    Set<Day> days = new HashSet<>();
    one.forEach((key, day) -> add(days, other, key, day));
    other.forEach((key, day) -> add(days, one, key, day));
    return days;
  }

  private static void add(Set<Day> days, SortedMap<String, Day> other, String key, Day day) {
    if (!other.containsKey(key)) {
      days.add(day);
    }
  }

  @Override
  public List<DeadLetterUnit> units(DeadLetterChange change) {
    Set<Day> days = new HashSet<>();
    change.files().forEach(file -> read(file).forEach(l -> days.add(Day.of(l))));
    return days.stream()
        .map(Day::unit)
        .sorted(Comparator.comparing(DeadLetterUnit::toString))
        .toList();
  }

  private static List<DeadLetter> read(Address file) {
    try (LocalFiles.Borrowed local = LocalFiles.borrow(List.of(file.uri()))) {
      return DeadLetterFile.read(Path.of(local.path(file.uri())));
    } catch (SQLException e) {
      throw new WarehouseException("cannot read the dead letters in " + file, e);
    }
  }
}
