package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.flow.match.ObjectStore.Entry;
import dev.medallion.replay.transforms.model.PathTemplate;
import dev.medallion.replay.transforms.model.PathTemplate.Segment;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.storage.CallsAtOnce;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * Finds the objects of one source, segment by segment along its path template.
 *
 * <p>A segment that a day or a fixed value determines is never listed, so that a window of a few
 * days costs a few listings however much the lake holds.
 */
public final class ObjectLister {
  /** A folder that fits nowhere is looked through so deep, lest links lead in a circle. */
  private static final int MOST_LEVELS = 8;

  private final ObjectStore store;
  private final Source source;
  private final DeclaredPaths declared;
  private final CallsAtOnce calls;

  /** A lister that knows of one source alone, and lists one folder after the other. */
  public ObjectLister(ObjectStore store, Source source) {
    this(store, source, DeclaredPaths.of(source), CallsAtOnce.one());
  }

  /**
   * A lister.
   *
   * @param declared what may lie beside the source's objects
   * @param calls how many folders it lists at once
   */
  public ObjectLister(ObjectStore store, Source source, DeclaredPaths declared, CallsAtOnce calls) {
    this.store = store;
    this.source = source;
    this.declared = declared;
    this.calls = calls;
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
    List<Walk> walks = new ArrayList<>();
    if (task.days().isEmpty()) {
      walks.add(new Walk(source.path(), Optional.empty(), task.only()));
    }
    for (LocalDate day : task.days()) {
      walks.add(new Walk(source.path(), Optional.of(day), task.only()));
    }
    return found(walks).listing();
  }

  /** Goes all ways down at once, level by level. */
  private Found found(List<Walk> walks) throws ObjectUnreadableException {
    Found found = new Found();
    List<Folder> folders =
        walks.stream().flatMap(w -> w.from(store, "", 0, Map.of()).stream()).toList();
    while (!folders.isEmpty()) {
      Found level = new Found();
      looks(folders).forEach(level::add);
      found.add(level);
      folders = level.below;
    }
    return found;
  }

  private List<Found> looks(List<Folder> folders) throws ObjectUnreadableException {
    try {
      return calls.all(folders.stream().map(f -> (Callable<Found>) f::look).toList());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ObjectUnreadableException unreadable) {
        throw unreadable;
      }
      throw new IllegalStateException(e.getCause());
    }
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
    return found(List.of(new Walk(markers.path(), Optional.empty(), Map.of()))).objects.stream()
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
    final List<ObjectRef> unmatched = new ArrayList<>();
    final List<String> leftovers = new ArrayList<>();

    /** Folders that have to be listed yet. */
    final List<Folder> below = new ArrayList<>();

    void add(Found other) {
      objects.addAll(other.objects);
      sidecars.addAll(other.sidecars);
      unmatched.addAll(other.unmatched);
      leftovers.addAll(other.leftovers);
      below.addAll(other.below);
    }

    Listing listing() {
      objects.sort(Comparator.comparing(ObjectRef::path));
      sidecars.sort(Comparator.comparing(ObjectRef::path));
      unmatched.sort(Comparator.comparing(ObjectRef::path));
      leftovers.sort(Comparator.naturalOrder());
      return new Listing(
          List.copyOf(objects),
          List.copyOf(sidecars),
          List.copyOf(unmatched),
          List.copyOf(leftovers));
    }
  }

  /** A folder on the way down, which has to be listed. */
  private record Folder(
      Walk walk, ObjectStore store, String path, int depth, Map<String, String> columns) {
    Found look() throws ObjectUnreadableException {
      Found found = new Found();
      walk.look(this, found);
      return found;
    }
  }

  /** One way down a template, for one day or all. */
  private final class Walk {
    private final List<Segment> segments;
    private final int dateDepth;
    private final boolean ofObjects;
    private final Map<String, Set<String>> only;
    private final Map<String, String> known = new TreeMap<>();
    private final Optional<LocalDate> day;

    Walk(PathTemplate template, Optional<LocalDate> day, Map<String, Set<String>> only) {
      this.segments = template.segments();
      this.dateDepth = template.dateDepth();
      this.ofObjects = template.equals(source.path());
      this.only = new TreeMap<>(only);
      this.day = day;
      day.ifPresent(d -> this.only.put(PathTemplate.ARRIVAL_DATE, Set.of(d.toString())));
      this.only.forEach(
          (column, values) -> {
            if (values.size() == 1) {
              known.put(column, values.iterator().next());
            }
          });
    }

    /** The next folder that has to be listed; none where what is wanted lies elsewhere. */
    Optional<Folder> from(ObjectStore in, String folder, int depth, Map<String, String> before) {
      Segment segment = segments.get(depth);
      Optional<String> fixed = segment.resolve(known);
      if (fixed.isEmpty() || depth == segments.size() - 1) {
        return Optional.of(new Folder(this, in, folder, depth, before));
      }
      return match(segment, fixed.get(), before)
          .flatMap(columns -> from(in, child(folder, fixed.get()), depth + 1, columns));
    }

    void look(Folder folder, Found found) throws ObjectUnreadableException {
      int depth = folder.depth();
      Map<String, String> before = folder.columns();
      Segment segment = segments.get(depth);
      boolean leaf = depth == segments.size() - 1;
      // Below a date all is wanted, mostly: so it is asked for at once.
      boolean belowDate = dateDepth >= 0 && depth > dateDepth && folder.store() == store;
      ObjectStore in = belowDate ? store.below(folder.path()) : folder.store();
      for (Entry entry : in.list(folder.path())) {
        String path = child(folder.path(), entry.name());
        Optional<Map<String, String>> columns = match(segment, entry.name(), before);
        if (leaf && isSidecar(entry.name())) {
          found.sidecars.add(ref(entry, path, before));
        } else if (Leftovers.is(segment, entry.name()) && !declared.holds(path, entry.folder())) {
          found.leftovers.add(path);
        } else if (columns.isPresent() && leaf) {
          // A folder of a data object's name is taken as one: reading it fails, and says so.
          found.objects.add(ref(entry, path, columns.get()));
        } else if (columns.isPresent() && entry.folder()) {
          from(in, path, depth + 1, columns.get()).ifPresent(found.below::add);
        } else if (columns.isPresent() || isStray(depth, entry.name())) {
          unmatched(in, entry, path, columns.orElse(before), 0, found);
        }
      }
    }

    /**
     * Whether a name that is not wanted fits nowhere else either: it is no other day's or entity's,
     * and lies below a date that is listed. Where all are, that is whatever lies on the way.
     */
    private boolean isStray(int depth, String name) {
      Segment segment = segments.get(depth);
      if (segment.match(name).isPresent()) {
        return false;
      }
      if (dateDepth < 0) {
        // Beside markers anything may lie; beside undated objects nothing else.
        return ofObjects;
      }
      if (depth != dateDepth) {
        return depth > dateDepth || day.isEmpty();
      }
      boolean besideDates = day.isEmpty() && depth < segments.size() - 1;
      return besideDates || segment.isBegunBy(name, day);
    }

    /** The objects of a file or folder that fits nowhere. */
    private void unmatched(
        ObjectStore in,
        Entry entry,
        String path,
        Map<String, String> columns,
        int levels,
        Found found)
        throws ObjectUnreadableException {
      if (declared.holds(path, entry.folder())) {
        return;
      }
      if (!entry.folder() || levels == MOST_LEVELS) {
        found.unmatched.add(ref(entry, path, columns));
        return;
      }
      for (Entry below : in.list(path)) {
        String belowPath = child(path, below.name());
        if (Leftovers.is(below.name())) {
          found.leftovers.add(belowPath);
        } else {
          unmatched(in, below, belowPath, columns, levels + 1, found);
        }
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
