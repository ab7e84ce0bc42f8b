package dev.medallion.replay.transforms.warehouse.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.medallion.replay.transforms.warehouse.DeadLetterUnit;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.PublishTarget;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.List;

/**
 * What the journal says of one publication. It is written with the intent, since whoever carries
 * that out may know nothing of the run.
 *
 * @param by who publishes
 * @param target what the change set's names mean
 * @param lines of each partition, in the order of the change set
 * @param restored of a rollback
 * @param lettersOf the units whose dead letters are replaced
 * @param staying kept files of the records whose letters stay
 * @param letters the kept files of the new ones
 * @param snapshotDays how long copies of the tables from before are kept; 0: none are made
 */
record JournalPage(
    JournalRun run,
    String by,
    PublishTarget target,
    List<Line> lines,
    List<TakesBack.Restored> restored,
    List<DeadLetterUnit> lettersOf,
    List<StagedFile> staying,
    List<StagedFile> letters,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int snapshotDays) {

  /**
   * What becomes of one partition.
   *
   * @param replaced what is there before, with the kept files of the rows that really stand there
   */
  public record Line(PublishedPartition published, Head replaced) {}
}
