package dev.medallion.replay.transforms.objects;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.model.PathTemplate;
import dev.medallion.replay.transforms.model.PathTemplate.Segment;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.objects.ObjectStore.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
      new Walk(source.path(), Optional.empty(), task.only(), found).from("", 0, Map.of());
    }
    for (LocalDate day : task.days()) {
      new Walk(source.path(), Optional.of(day), task.only(), found).from("", 0, Map.of());
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
    new Walk(markers.path(), Optional.empty(), Map.of(), found).from("", 0, Map.of());
    return found.objects.stream()
        .map(o -> o.columns().get(markers.column()))
        .sorted()
        .distinct()
        .toList();
  }

  /** The markers, and which of them have no payload on any date. */
  public ListingFacts.MarkerFacts markerFacts() throws ObjectUnreadableException {
    List<String> markers = markers();
    if (markers.isEmpty()) {
      return ListingFacts.MarkerFacts.NONE;
    }
    String column = source.markers().orElseThrow().column();
    Set<String> payloads = new HashSet<>();
    list(new ListingTask(source.name(), List.of(), Map.of()))
        .objects()
        .forEach(o -> payloads.add(o.columns().get(column)));
    return new ListingFacts.MarkerFacts(
        markers, markers.stream().filter(m -> !payloads.contains(m)).toList());
  }

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
    private final List<Segment> segments;
    private final Map<String, Set<String>> only;
    private final Map<String, String> known = new TreeMap<>();
    private final Found found;

    Walk(
        PathTemplate template,
        Optional<LocalDate> day,
        Map<String, Set<String>> only,
        Found found) {
      this.segments = template.segments();
      this.only = new TreeMap<>(only);
      this.found = found;
      day.ifPresent(d -> this.only.put(PathTemplate.ARRIVAL_DATE, Set.of(d.toString())));
      this.only.forEach(
          (column, values) -> {
            if (values.size() == 1) {
              known.put(column, values.iterator().next());
            }
          });
    }

    void from(String folder, int depth, Map<String, String> before)
        throws ObjectUnreadableException {
      Segment segment = segments.get(depth);
      boolean leaf = depth == segments.size() - 1;
      Optional<String> fixed = segment.resolve(known);
      if (fixed.isPresent() && !leaf) {
        Optional<Map<String, String>> columns = match(segment, fixed.get(), before);
        if (columns.isPresent()) {
          from(child(folder, fixed.get()), depth + 1, columns.get());
        }
        return;
      }
      for (Entry entry : store.list(folder)) {
        String path = child(folder, entry.name());
        if (leaf) {
          leaf(segment, entry, path, before);
          continue;
        }
        Optional<Map<String, String>> columns = match(segment, entry.name(), before);
        if (columns.isPresent() && entry.folder()) {
          from(path, depth + 1, columns.get());
        } else if (columns.isPresent() || isNoDay(segment, entry.name())) {
          found.skipped.add(path);
        }
      }
    }

    private void leaf(Segment segment, Entry entry, String path, Map<String, String> folder) {
      Optional<Map<String, String>> columns = match(segment, entry.name(), folder);
      if (columns.isPresent()) {
        // A folder of a data object's name is taken as one: reading it fails, and says so.
        found.objects.add(ref(entry, path, columns.get()));
      } else if (isSidecar(entry.name())) {
        found.sidecars.add(ref(entry, path, folder));
      } else if (!entry.folder() && segment.match(entry.name()).isEmpty()) {
        found.skipped.add(path);
      }
    }

    /** The columns so far and this segment's, if it is one, and wanted. */
    private Optional<Map<String, String>> match(
        Segment segment, String name, Map<String, String> before) {
      Optional<Map<String, String>> own = segment.match(name);
      if (own.isEmpty() || own.get().isEmpty()) {
        return own.map(none -> before);
      }
      Map<String, String> columns = new TreeMap<>(before);
      for (Map.Entry<String, String> column : own.get().entrySet()) {
        Set<String> wanted = only.get(column.getKey());
        String earlier = columns.put(column.getKey(), column.getValue());
        if ((wanted != null && !wanted.contains(column.getValue()))
            || (earlier != null && !earlier.equals(column.getValue()))) {
          return Optional.empty();
        }
      }
      return Optional.of(columns);
    }

    /** Whether a name has the segment's shape, but names a day that does not exist. */
    private boolean isNoDay(Segment segment, String name) {
      return segment.match(name).isEmpty()
          && Pattern.matches(
              segment.parts().stream().map(p -> p.regexText()).collect(Collectors.joining()), name);
    }
  }

  private boolean isSidecar(String name) {
    return source.sidecar().map(s -> s.file().equals(name)).orElse(false);
  }

  private ObjectRef ref(Entry entry, String path, Map<String, String> columns) {
    String arrival = columns.get(PathTemplate.ARRIVAL_DATE);
    return new ObjectRef(
        source.name(),
        store.uri(path),
        path,
        entry.generation(),
        entry.bytes(),
        arrival == null ? LocalDate.EPOCH : LocalDate.parse(arrival),
        new TreeMap<>(columns));
  }

  private static String child(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}
