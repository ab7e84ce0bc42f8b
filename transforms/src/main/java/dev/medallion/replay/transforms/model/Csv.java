package dev.medallion.replay.transforms.model;

import java.util.List;
import java.util.Optional;

/**
 * How the rows of a CSV source are written; without options as RFC 4180 says, with a header. All
 * characters are ASCII.
 *
 * @param delimiter between cells
 * @param quote around cells that hold delimiters or line ends; doubled, it stands for itself
 * @param escape within quotes, takes what follows as it is; empty: there is none
 * @param columns names of the cells, where no header has them; empty: the first row is the header
 */
public record Csv(char delimiter, char quote, Optional<Character> escape, List<String> columns) {
  /** As RFC 4180 says. */
  public static final Csv STANDARD = new Csv(',', '"', Optional.empty(), List.of());

  /** Whether an object's first row names its columns. */
  public boolean hasHeader() {
    return columns.isEmpty();
  }
}
