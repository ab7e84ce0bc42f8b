package dev.medallion.replay.transforms.flow.match;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Paths that are shown to a person: each once, and of very many just the first.
 *
 * @param paths below the input root, in order
 * @param more how many there are beside them
 */
public record PathList(List<String> paths, long more) implements Serializable {
  public static final PathList NONE = new PathList(List.of(), 0);

  /** Of more than these, nobody wants each one's name. */
  static final int MOST = 10_000;

  /** The list of some paths, in any order. */
  public static PathList of(Collection<String> paths) {
    List<String> all = List.copyOf(new TreeSet<>(paths));
    int kept = Math.min(all.size(), MOST);
    return new PathList(List.copyOf(all.subList(0, kept)), all.size() - kept);
  }

  /** With those of another part of the listing, which may have seen the same ones. */
  public PathList and(PathList other) {
    TreeSet<String> all = new TreeSet<>(paths);
    all.addAll(other.paths);
    // A part that had to cut its own list says so: its rest can't be compared.
    return new PathList(List.copyOf(all), more + other.more);
  }

  /** How many there are. */
  public long count() {
    return paths.size() + more;
  }
}
