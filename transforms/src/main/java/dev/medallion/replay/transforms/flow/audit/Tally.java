package dev.medallion.replay.transforms.flow.audit;

import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an audit counted in one share of the keys: the tallies of all shares add up to what one look
 * at all keys counts, before anything is said about it.
 *
 * @param of what was counted, e.g. a partition
 * @param least the least example of it; empty: none
 * @param greatest the greatest; empty: none
 */
record Tally(List<String> of, long count, String least, String greatest) implements Serializable {

  static Tally of(long count, String... of) {
    return new Tally(List.of(of), count, "", "");
  }

  /** One tally of each thing that was counted, in the order of their names. */
  static List<Tally> merged(Collection<Tally> tallies) {
    Map<List<String>, Tally> sums = new LinkedHashMap<>();
    tallies.forEach(t -> sums.merge(t.of(), t, Tally::plus));
    return sums.values().stream().sorted(Comparator.comparing(Tally::of, Tally::compare)).toList();
  }

  private Tally plus(Tally other) {
    return new Tally(
        of,
        count + other.count,
        least.compareTo(other.least) <= 0 ? least : other.least,
        greatest.compareTo(other.greatest) >= 0 ? greatest : other.greatest);
  }

  private static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
