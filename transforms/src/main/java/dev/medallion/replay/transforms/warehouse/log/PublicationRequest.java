package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A change set to be published.
 *
 * @param owner who is at work on it
 * @param at the caller's time
 * @param changes whose files are kept already, where they stay
 * @param unchanged partitions that hold the new rows already, whoever wrote them
 * @param tables what the change set's names mean
 */
public record PublicationRequest(
    String runId,
    Owner owner,
    Instant at,
    ChangeSet changes,
    Set<Partition> unchanged,
    List<TableRef> tables) {}
