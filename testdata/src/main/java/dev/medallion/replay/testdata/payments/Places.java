package dev.medallion.replay.testdata.payments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the out-of-the-ordinary stands: what, in which file, at which position. */
final class Places {
  /**
   * One of them.
   *
   * @param what it is
   * @param path below the lake's root
   * @param position of the record from 0; -1: the file as a whole
   */
  public record Place(String what, String path, int position) {}

  private final List<Place> places = new ArrayList<>();

  void add(String what, String path, int position) {
    places.add(new Place(what, path, position));
  }

  public List<Place> all() {
    return places.stream()
        .sorted(
            Comparator.comparing(Place::what)
                .thenComparing(Place::path)
                .thenComparing(Place::position))
        .toList();
  }

  /** As a table in Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder("| What | File | Record |\n|---|---|---|\n");
    for (Place place : all()) {
      text.append("| ").append(place.what()).append(" | `").append(place.path()).append("` | ");
      text.append(place.position() < 0 ? "(file)" : Integer.toString(place.position()));
      text.append(" |\n");
    }
    return text.toString();
  }
}
