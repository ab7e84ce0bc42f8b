package dev.medallion.replay.transforms.repair.correction;

import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.storage.PinnedText;
import dev.medallion.replay.transforms.storage.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The corrections in force at one moment, at most one per record. A run pins them as one file on
 * its staging, named by its digest; corrections stored later do not enter it.
 */
public final class Corrections {
  public static final Corrections NONE = new Corrections(List.of());

  private static final PinnedText PINS = new PinnedText("corrections", "jsonl", "corrections");

  /** By place, the oldest of a place first. */
  static final Comparator<Correction> ORDER =
      Comparator.comparing(Correction::place).thenComparingInt(Correction::sequence);

  private final List<Correction> list;
  private final Map<String, Map<Long, byte[]>> byObject = new HashMap<>();

  private Corrections(List<Correction> list) {
    this.list = list;
    for (Correction correction : list) {
      byObject
          .computeIfAbsent(key(correction.object()), k -> new TreeMap<>())
          .put(correction.place().position(), correction.bytes());
    }
  }

  /** Those of them that count: the newest of each place, without those that are withdrawn. */
  public static Corrections inForce(Collection<Correction> all) {
    TreeMap<RecordPlace, Correction> newest = new TreeMap<>();
    all.stream().sorted(ORDER).forEach(c -> newest.put(c.place(), c));
    return new Corrections(newest.values().stream().filter(c -> !c.withdrawn()).toList());
  }

  /** By place. */
  public List<Correction> list() {
    return list;
  }

  public Optional<Correction> of(RecordPlace place) {
    return list.stream().filter(c -> c.place().equals(place)).findFirst();
  }

  /** The new bytes of an object's records, by position; none for almost every object. */
  public Map<Long, byte[]> of(ObjectRef object) {
    return byObject.isEmpty() ? Map.of() : byObject.getOrDefault(key(object), Map.of());
  }

  /** Those of an object's records; none for almost every object. */
  public List<Correction> madeFor(ObjectRef object) {
    return byObject.containsKey(key(object))
        ? list.stream().filter(c -> key(c.object()).equals(key(object))).toList()
        : List.of();
  }

  /** Hex SHA-256 over all of them; empty where there is none. */
  public String digest() {
    return PinnedText.digest(text());
  }

  /** Writes them where {@link #pinned} finds them. */
  public void pin(Place staging) {
    PINS.write(staging, text());
  }

  /** Whether {@link #pin} wrote those of that digest, or there are none. */
  public static boolean arePinned(Place staging, String digest) {
    return PINS.isPinned(staging, digest);
  }

  /** Reads what {@link #pin} wrote; what is not of that digest is refused. */
  public static Corrections pinned(Place staging, String digest) {
    return digest.isEmpty() ? NONE : PINS.read(staging, digest, Corrections::read);
  }

  private static Corrections read(String text) throws IOException {
    List<Correction> list = new ArrayList<>();
    for (String line : text.lines().toList()) {
      list.add(CorrectionJson.read(line));
    }
    return new Corrections(list);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    list.forEach(c -> text.append(CorrectionJson.write(c)));
    return text.toString();
  }

  private static String key(ObjectRef object) {
    return String.join("\0", object.source(), object.path(), object.generation());
  }

  @Override
  public String toString() {
    return list.toString();
  }
}
