package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.flow.match.ListingFacts.Sidecar;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.model.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of one folder and the sidecar that describes them.
 *
 * @param path the folder, below the input root
 * @param parts the objects that were read in it
 * @param partColumn the path column that numbers a part
 */
record SidecarFolder(String path, Sidecar sidecar, List<ObjectOutcome> parts, String partColumn) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** The folders that have a sidecar. */
  static List<SidecarFolder> withSidecars(AuditFacts facts) {
    Map<Place, List<ObjectOutcome>> byFolder = partsByFolder(facts);
    return facts.listing().sidecars().stream()
        .map(
            s ->
                new SidecarFolder(
                    s.folder(),
                    s,
                    byFolder.getOrDefault(new Place(s.source(), s.folder()), List.of()),
                    facts.model().sources().get(s.source()).sidecar().orElseThrow().partColumn()))
        .toList();
  }

  /** A folder of a source: another source may have one of the same path below its own root. */
  record Place(String source, String path) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::path).thenComparing(Place::source);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** The objects, by folder, of sources whose folders should have a sidecar. */
  static Map<Place, List<ObjectOutcome>> partsByFolder(AuditFacts facts) {
    if (facts.model().sources().values().stream().allMatch(s -> s.sidecar().isEmpty())) {
      return new TreeMap<>();
    }
    return facts.objects().stream()
        .filter(o -> hasSidecars(facts, o.object().source()))
        .collect(
            Collectors.groupingBy(
                o -> new Place(o.object().source(), folderOf(o.object().path())),
                TreeMap::new,
                Collectors.toList()));
  }

  private static boolean hasSidecars(AuditFacts facts, String source) {
    Source found = facts.model().sources().get(source);
    return found.sidecar().isPresent();
  }

  private static String folderOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** The parts that the sidecar names: 0 to its part count - 1. */
  List<ObjectOutcome> namedParts() {
    return parts.stream().filter(this::isNamed).toList();
  }

  /** The parts that it does not name: left over from an earlier attempt. */
  List<ObjectOutcome> leftoverParts() {
    return parts.stream().filter(p -> !isNamed(p)).toList();
  }

  /** A part whose number is none is not named. */
  private boolean isNamed(ObjectOutcome part) {
    String number = part.object().columns().get(partColumn);
    return NUMBER.matcher(number).matches() && Long.parseLong(number) < sidecar.partCount();
  }
}
