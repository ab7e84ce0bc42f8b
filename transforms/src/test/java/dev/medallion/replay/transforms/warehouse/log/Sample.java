package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Change sets, owners and requests to test with. */
final class Sample {
  static final TableRef CHARGES = new TableRef("charges", "silver", "created_date", Grain.DAY);

  private Sample() {}

  static Partition day(int day) {
    return CHARGES.partition("2026-02-0" + day);
  }

  static Owner owner(String name) {
    return new Owner.HostProcess(name, 1, Instant.EPOCH);
  }

  /** Replaces partitions, from the heads of a state, by rows that have a name. */
  static ChangeSet changes(LogState state, String rows, Partition... partitions) {
    return changes(state, rows, List.of(partitions), List.of());
  }

  static ChangeSet changes(
      LogState state, String rows, Collection<Partition> partitions, Collection<Partition> reads) {
    Map<Partition, Integer> read =
        reads.stream().collect(Collectors.toMap(p -> p, p -> state.head(p).version()));
    return ChangeSets.of(partitions.stream().map(p -> replacement(state, rows, p)).toList(), read);
  }

  private static Replacement replacement(LogState state, String rows, Partition partition) {
    String digest = Sha256.ofText(rows + " of " + partition);
    boolean empty = rows.isEmpty();
    return new Replacement(
        CHARGES.qualifiedName(),
        CHARGES.partitionColumn(),
        CHARGES.grain(),
        new PartitionResult(
            partition,
            List.of(new Column("id", "VARCHAR")),
            empty
                ? List.of()
                : List.of(new StagedFile("files/" + digest + ".parquet", digest, 1, 10)),
            empty ? Content.EMPTY : new Content(1, digest.substring(1), digest),
            new TreeMap<>(Map.of("listing", rows))),
        Completeness.COMPLETE,
        state.head(partition).version());
  }

  static PublicationRequest request(String runId, ChangeSet changes) {
    return request(runId, changes, Set.of());
  }

  static PublicationRequest request(String runId, ChangeSet changes, Set<Partition> unchanged) {
    return new PublicationRequest(
        runId, owner(runId), Instant.EPOCH, changes, unchanged, List.of(CHARGES));
  }
}
