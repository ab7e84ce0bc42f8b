package dev.medallion.replay.transforms.model.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One test of a model.
 *
 * @param file that holds it, below the model's folder
 * @param line on which it begins
 * @param objects the text of each object, by its path below the input root
 * @param from first day that is replayed
 * @param to last day
 * @param asOf of the run; empty: when all objects have arrived
 * @param allow audits let through, as {@code --allow} takes them
 * @param blocks the audits that block; none: the run has to publish
 * @param expected rows by table, as the model or the warehouse names it; {@link #DEAD_LETTERS}
 */
public record ModelCase(
    String file,
    int line,
    String name,
    SortedMap<String, String> objects,
    LocalDate from,
    LocalDate to,
    Optional<Instant> asOf,
    List<String> allow,
    List<String> blocks,
    SortedMap<String, ExpectedRows> expected) {
  /** The name under which the records are expected that could not be used. */
  public static final String DEAD_LETTERS = "dead_letters";
}
