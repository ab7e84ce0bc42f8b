package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.flow.audit.ShareAudited;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterReport;
import dev.medallion.replay.transforms.flow.decode.ReadNotes;
import dev.medallion.replay.transforms.flow.match.ListingFacts;
import dev.medallion.replay.transforms.flow.match.ObjectOutcomes;
import dev.medallion.replay.transforms.flow.match.ObjectRefs;
import dev.medallion.replay.transforms.flow.match.ShardCounts;
import dev.medallion.replay.transforms.flow.publish.Published;
import dev.medallion.replay.transforms.flow.shard.ShardResult;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResults;
import java.io.Serializable;

/**
 * What a step found out and later ones have to know. All facts travel as one kind of element,
 * {@link PackedFact}: so one side input shows many of them, and one grouping brings them together.
 */
public sealed interface Fact extends Serializable {

  /** What is published, once for the whole run. */
  record Heads(Published published) implements Fact {}

  /**
   * What a part of the listing came to.
   *
   * @param objects pinned
   * @param beside what lay beside them
   * @param unpinned objects that could not be pinned
   * @param deadLetters the file of theirs; empty: there is none
   */
  record Listed(
      ObjectRefs objects, ListingFacts beside, ObjectOutcomes unpinned, String deadLetters)
      implements Fact {}

  /** How many shards each stream has. */
  record Sharded(ShardCounts counts) implements Fact {}

  /**
   * What a read unit came to, but for its events.
   *
   * @param deadLetters a file of them; empty: there is none
   */
  record Read(ObjectOutcomes outcomes, ReadNotes notes, String deadLetters) implements Fact {}

  /** What a shard came to. */
  record ShardBuilt(ShardResult shard) implements Fact {}

  /** Partitions that were built together. */
  record PartitionsBuilt(PartitionResults partitions) implements Fact {}

  /** What one unit of the audits of a table or ledger came to. */
  record Audited(ShareAudited audited) implements Fact {}

  /** All dead letters of the run. */
  record SetAside(DeadLetterReport report) implements Fact {}
}
