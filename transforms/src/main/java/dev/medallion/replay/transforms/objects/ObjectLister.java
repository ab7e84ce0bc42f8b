package dev.medallion.replay.transforms.objects;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.model.PathTemplate;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.objects.ObjectStore.Entry;
import dev.medallion.replay.transforms.objects.SegmentMatcher.Captured;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the objects of one source, segment by segment along its path template.
 *
 * <p>A segment that a day or a fixed value determines is never listed, so that a window of a few
 * days costs a few listings however much the lake holds.
 */
public final class ObjectLister {
  private final ObjectStore store;
  private final Source source;

  public ObjectLister(ObjectStore store, Source source) {
    this.store = store;
    this.source = source;
  }

  /**
   * The listing cut into parts: one an arrival date; one in all without a bound.
   *
   * @param arrival which arrival dates; empty: full history
   * @param only path column to the values wanted, e.g. {@code entity} to {@code charges}
   */
  public static List<ListingTask> tasks(
      Source source, Optional<DayRange> arrival, Map<String, Set<String>> only) {
    return arrival
        .map(
            range ->
                range
                    .days()
                    .map(day -> new ListingTask(source.name(), List.of(day), only))
                    .toList())
        .orElseGet(() -> List.of(new ListingTask(source.name(), List.of(), only)));
  }

  /**
   * Does one part of the listing.
   *
   * @throws ObjectUnreadableException where a folder exists and can't be listed
   */
  public Listing list(ListingTask task) throws ObjectUnreadableException {
    Found found = new Found();
    if (task.days().isEmpty()) {
      new Walk(source.path(), Optional.empty(), task.only(), found).from("", 0, NOTHING);
    }
    for (LocalDate day : task.days()) {
      new Walk(source.path(), Optional.of(day), task.only(), found).from("", 0, NOTHING);
    }
    return found.listing();
  }

  /**
   * The values of the shared column for which a marker stands, in order; none where the source has
   * no markers.
   */
  public List<String> markers() throws ObjectUnreadableException {
    if (source.markers().isEmpty()) {
      return List.of();
    }
    Source.Markers markers = source.markers().get();
    Found found = new Found();
    new Walk(markers.path(), Optional.empty(), Map.of(), found).from("", 0, NOTHING);
    return found.objects.stream()
        .map(o -> o.columns().get(markers.column()))
        .sorted()
        .distinct()
        .toList();
  }

  private static final Captured NOTHING = new Captured(Map.of(), Map.of());

  /** What was found so far. */
  private static final class Found {
    final List<ObjectRef> objects = new ArrayList<>();
    final List<ObjectRef> sidecars = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();

    Listing listing() {
      objects.sort(Comparator.comparing(ObjectRef::path));
      sidecars.sort(Comparator.comparing(ObjectRef::path));
      skipped.sort(Comparator.naturalOrder());
      return new Listing(List.copyOf(objects), List.copyOf(sidecars), List.copyOf(skipped));
    }
  }

  /** One way down a template, for one day or all. */
  private final class Walk {
    private final List<SegmentMatcher> segments;
    private final Optional<LocalDate> day;
    private final Map<String, Set<String>> only;
    private final Found found;

    Walk(
        PathTemplate template,
        Optional<LocalDate> day,
        Map<String, Set<String>> only,
        Found found) {
      this.segments = template.segments().stream().map(SegmentMatcher::new).toList();
      this.day = day;
      this.only = only;
      this.found = found;
    }

    void from(String folder, int depth, Captured before) throws ObjectUnreadableException {
      SegmentMatcher segment = segments.get(depth);
      boolean leaf = depth == segments.size() - 1;
      Optional<String> fixed = segment.nameFor(day, only);
      if (fixed.isPresent() && !leaf) {
        Optional<Captured> captured = segment.match(fixed.get(), before, only);
        if (captured.isPresent()) {
          from(child(folder, fixed.get()), depth + 1, captured.get());
        }
        return;
      }
      for (Entry entry : store.list(folder)) {
        String path = child(folder, entry.name());
        Optional<Captured> captured = segment.match(entry.name(), before, only);
        if (captured.isPresent() && !datesExist(captured.get())) {
          found.skipped.add(path);
        } else if (leaf) {
          leaf(entry, path, before, captured);
        } else if (captured.isPresent() && entry.folder()) {
          from(path, depth + 1, captured.get());
        } else if (captured.isPresent()) {
          found.skipped.add(path);
        }
      }
    }

    private void leaf(Entry entry, String path, Captured folder, Optional<Captured> captured) {
      // A folder of a data object's name is taken as one: reading it fails, and says so.
      if (captured.isPresent() && matchesDay(captured.get())) {
        found.objects.add(ref(entry, path, captured.get()));
      } else if (captured.isEmpty() && isSidecar(entry.name())) {
        found.sidecars.add(ref(entry, path, folder));
      } else if (captured.isEmpty() && !entry.folder()) {
        found.skipped.add(path);
      }
    }

    private boolean matchesDay(Captured captured) {
      return day.isEmpty()
          || SegmentMatcher.date(captured, SegmentMatcher.ARRIVAL_DATE).equals(day);
    }
  }

  private boolean isSidecar(String name) {
    return source.sidecar().map(s -> s.file().equals(name)).orElse(false);
  }

  private static boolean datesExist(Captured captured) {
    // A date spread over segments is whole only when its pattern names a day.
    return captured.patterns().entrySet().stream()
        .filter(e -> e.getValue().contains("d") || e.getValue().contains("D"))
        .allMatch(e -> SegmentMatcher.date(captured, e.getKey()).isPresent());
  }

  private ObjectRef ref(Entry entry, String path, Captured captured) {
    Map<String, String> columns = new TreeMap<>(captured.columns());
    LocalDate arrival = LocalDate.EPOCH;
    for (String name : captured.patterns().keySet()) {
      Optional<LocalDate> date = SegmentMatcher.date(captured, name);
      if (date.isPresent()) {
        columns.put(name, date.get().toString());
        arrival = name.equals(SegmentMatcher.ARRIVAL_DATE) ? date.get() : arrival;
      }
    }
    return new ObjectRef(
        source.name(), store.uri(path), path, entry.generation(), entry.bytes(), arrival, columns);
  }

  private static String child(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}
