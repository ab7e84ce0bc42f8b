package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.transforms.warehouse.DeadLetterUnit;
import dev.medallion.replay.transforms.warehouse.PublishTarget;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.Serializable;
import java.util.List;

/**
 * What a run came to before anything is published: the one element that its tail is driven by.
 *
 * @param manifest the receipt so far, as JSON
 * @param changes what would change, and what it rests on
 * @param objects the pinned objects, Parquet; empty: none were read
 * @param deadLetters the run's dead letters, Parquet; empty: none were looked for
 * @param deadLettersDigest hex SHA-256 of that file
 * @param deadLetterUnits those that the run read fully
 * @param mendedElsewhere one Parquet file at most of records whose dead letters stay: they were
 *     read well, and win on a published day that is not replaced
 * @param corrections what it was made with: files of the store of corrections, of records that were
 *     read
 * @param target what the change set's names mean
 * @param takesBack of a rollback
 */
public record Conclusion(
    String manifest,
    ChangeSet changes,
    String objects,
    String deadLetters,
    String deadLettersDigest,
    List<DeadLetterUnit> deadLetterUnits,
    List<StagedFile> mendedElsewhere,
    List<String> corrections,
    PublishTarget target,
    TakesBack takesBack)
    implements Serializable {

  /** The unit of work that it is the result of. */
  public static final String UNIT = "conclusion";
}
