package dev.medallion.replay.transforms.objects;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What lay beside the objects.
 *
 * @param sidecars the manifests of the folders that were read
 * @param markers source to the markers that stand, wherever their payloads lie
 * @param skipped source to the paths that are no objects by the model's rules
 */
public record ListingFacts(
    List<Sidecar> sidecars, Map<String, List<String>> markers, Map<String, List<String>> skipped)
    implements Serializable {

  /** The facts of all parts of a listing. */
  public static ListingFacts merged(Iterable<ListingFacts> parts) {
    List<Sidecar> sidecars = new ArrayList<>();
    Map<String, List<String>> markers = new TreeMap<>();
    Map<String, List<String>> skipped = new TreeMap<>();
    for (ListingFacts part : parts) {
      sidecars.addAll(part.sidecars);
      part.markers.forEach((s, m) -> markers.computeIfAbsent(s, k -> new ArrayList<>()).addAll(m));
      part.skipped.forEach((s, m) -> skipped.computeIfAbsent(s, k -> new ArrayList<>()).addAll(m));
    }
    sidecars.sort(Comparator.comparing(Sidecar::folder));
    return new ListingFacts(sidecars, markers, skipped);
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
