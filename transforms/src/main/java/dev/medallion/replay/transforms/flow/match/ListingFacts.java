package dev.medallion.replay.transforms.flow.match;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What lay beside the objects.
 *
 * @param sidecars the manifests of the folders that were read
 * @param markers of each source that has them
 * @param unmatched source to the objects that the model does not declare
 * @param leftovers source to what other tools left
 */
public record ListingFacts(
    List<Sidecar> sidecars,
    Map<String, MarkerFacts> markers,
    Map<String, PathList> unmatched,
    Map<String, PathList> leftovers)
    implements Serializable {

  /** The facts of all parts of a listing. */
  public static ListingFacts merged(Stream<ListingFacts> parts) {
    List<Sidecar> sidecars = new ArrayList<>();
    Map<String, MarkerFacts> markers = new TreeMap<>();
    Map<String, PathList> unmatched = new TreeMap<>();
    Map<String, PathList> leftovers = new TreeMap<>();
    parts.forEach(
        part -> {
          sidecars.addAll(part.sidecars);
          markers.putAll(part.markers);
          part.unmatched.forEach((source, paths) -> unmatched.merge(source, paths, PathList::and));
          part.leftovers.forEach((source, paths) -> leftovers.merge(source, paths, PathList::and));
        });
    sidecars.sort(Comparator.comparing(Sidecar::folder));
    return new ListingFacts(sidecars, markers, unmatched, leftovers);
  }

  /**
   * The markers of a source.
   *
   * @param all the ids for which one stands
   * @param orphans those for which no payload lies on any date
   */
  public record MarkerFacts(List<String> all, List<String> orphans) implements Serializable {
    public static final MarkerFacts NONE = new MarkerFacts(List.of(), List.of());
  }

  /**
   * A manifest, as read.
   *
   * @param folder the folder that it speaks of, below the input root
   * @param recordCount how many records it promises; -1: it could not be read
   * @param partCount in how many parts
   */
  public record Sidecar(String source, String folder, long recordCount, long partCount)
      implements Serializable {

    public OptionalLong records() {
      return recordCount < 0 ? OptionalLong.empty() : OptionalLong.of(recordCount);
    }
  }
}
