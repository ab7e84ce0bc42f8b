package dev.medallion.replay.transforms.verdict;

import dev.medallion.replay.transforms.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.DeadLetterUnit;
import java.io.Serializable;
import java.util.List;

/**
 * What a run came to before anything is published: the one element that its tail is driven by.
 *
 * @param manifest the receipt so far, as JSON
 * @param changes what would change, and what it rests on
 * @param objects the pinned objects, Parquet
 * @param deadLetters the run's dead letters, Parquet
 * @param deadLetterUnits those that the run read fully
 */
public record Conclusion(
    String manifest,
    ChangeSet changes,
    String objects,
    String deadLetters,
    List<DeadLetterUnit> deadLetterUnits)
    implements Serializable {

  /** The unit of work that it is the result of. */
  public static final String UNIT = "conclusion";
}
