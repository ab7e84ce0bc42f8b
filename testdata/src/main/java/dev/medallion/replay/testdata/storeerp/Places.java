package dev.medallion.replay.testdata.storeerp;

import java.util.ArrayList;
import java.util.List;

/** Where the traps are, and what must come out of each. */
final class Places {
  /**
   * One of them.
   *
   * @param trap its name
   * @param edge its number among the edge cases of the system, or a dash
   * @param path of the object or the folder that tells it, below the lake's root
   * @param outcome what a replay must make of it
   */
  public record Place(String trap, String edge, String path, String outcome) {}

  private final List<Place> places = new ArrayList<>();

  void add(String trap, String edge, String path, String outcome) {
    places.add(new Place(trap, edge, path, outcome));
  }

  public List<Place> all() {
    return List.copyOf(places);
  }

  /** As a table in Markdown. */
  public String markdown() {
    StringBuilder text =
        new StringBuilder("| Trap | Edge case | Object or folder | What must come out |\n");
    text.append("|---|---|---|---|\n");
    for (Place place : places) {
      text.append("| ").append(place.trap()).append(" | ").append(place.edge()).append(" | `");
      text.append(place.path()).append("` | ").append(place.outcome()).append(" |\n");
    }
    return text.toString();
  }
}
