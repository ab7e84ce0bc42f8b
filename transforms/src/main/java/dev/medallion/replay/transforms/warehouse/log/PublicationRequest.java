package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A change set to be published.
 *
 * @param owner who is at work on it
 * @param at the caller's time
 * @param changes whose files are kept already, where they stay
 * @param unchanged partitions that hold the new rows already, whoever wrote them
 * @param tables what the change set's names mean
 * @param journal what is told of it afterwards
 */
record PublicationRequest(
    String runId,
    Owner owner,
    Instant at,
    ChangeSet changes,
    Set<Partition> unchanged,
    List<TableRef> tables,
    Optional<JournalPage> journal) {

  /** One of which the journal tells nothing. */
  public PublicationRequest(
      String runId,
      Owner owner,
      Instant at,
      ChangeSet changes,
      Set<Partition> unchanged,
      List<TableRef> tables) {
    this(runId, owner, at, changes, unchanged, tables, Optional.empty());
  }

  /** Works a request out anew, by what the log says. */
  @FunctionalInterface
  interface Planner {
    /**
     * Plans.
     *
     * @return empty: there is nothing to publish
     * @throws ConflictException where it must not be published
     */
    Optional<PublicationRequest> plan(LogState state);
  }
}
