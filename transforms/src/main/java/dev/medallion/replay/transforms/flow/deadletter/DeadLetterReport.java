package dev.medallion.replay.transforms.flow.deadletter;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * The dead letters of a run, all in one file.
 *
 * @param file Parquet, as {@link DeadLetterFile} writes it
 * @param counts how many, by kind
 * @param redriven how many of them the run redrove: they died again
 */
public record DeadLetterReport(String file, TreeMap<Kind, Long> counts, long redriven)
    implements Serializable {

  /** What dead letters are counted by. */
  public record Kind(String source, String entity, String arrivalDate, String code)
      implements Serializable, Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      return ORDER.compare(this, other);
    }

    private static final java.util.Comparator<Kind> ORDER =
        java.util.Comparator.comparing(Kind::source)
            .thenComparing(Kind::entity)
            .thenComparing(Kind::arrivalDate)
            .thenComparing(Kind::code);
  }
}
