package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The partitions that exist for a run: newly built, otherwise as published. */
public final class Catalog {
  private final Map<Partition, PartitionResult> built = new HashMap<>();
  private final Map<Partition, Head> published = new HashMap<>();

  public Catalog(Iterable<PartitionResult> built, Collection<Head> published) {
    built.forEach(b -> this.built.put(b.partition(), b));
    published.forEach(h -> this.published.put(h.partition(), h));
  }

  public Optional<PartitionResult> built(Partition partition) {
    return Optional.ofNullable(built.get(partition));
  }

  public Optional<Head> published(Partition partition) {
    return Optional.ofNullable(published.get(partition));
  }

  /** All partitions that the run built, oldest first. */
  public List<PartitionResult> built() {
    return built.values().stream()
        .sorted(Comparator.comparing(PartitionResult::partition))
        .toList();
  }

  /** Those of one table. */
  public List<PartitionResult> built(String table) {
    return built().stream().filter(b -> b.partition().table().equals(table)).toList();
  }

  /** A table's published partitions, oldest first. */
  public List<Head> published(String table) {
    return published.values().stream()
        .filter(h -> h.partition().table().equals(table))
        .sorted(Comparator.comparing(Head::partition))
        .toList();
  }

  /**
   * A table's published partitions that the run leaves as they are, oldest first; one that a
   * rollback took back to nothing is not published.
   */
  public List<Head> standing(String table) {
    return published(table).stream()
        .filter(h -> !h.wasTakenBack())
        .filter(h -> built(h.partition()).isEmpty())
        .toList();
  }

  /** The partitions of a table that there will be once the run is published, oldest first. */
  public List<Partition> there(String table) {
    return Stream.concat(
            built(table).stream().map(PartitionResult::partition),
            standing(table).stream().map(Head::partition))
        .sorted()
        .toList();
  }

  /** What a partition will hold once the run is published; nothing where there is none. */
  public Content content(Partition partition) {
    return built(partition)
        .map(PartitionResult::content)
        .or(() -> published(partition).map(Head::content))
        .orElse(Content.EMPTY);
  }

  /** Whether there is a partition at all, with rows or without. */
  public boolean isThere(Partition partition) {
    return built(partition).isPresent()
        || published(partition).filter(h -> !h.wasTakenBack()).isPresent();
  }

  /** Whether there is one that was only ever replayed in part: of some scopes. */
  public boolean isInPart(Partition partition) {
    return built(partition)
        .map(PartitionResult::inputs)
        .or(() -> published(partition).map(Head::inputs))
        .filter(inputs -> inputs.containsKey(RecordedInputs.otherScopes(partition)))
        .isPresent();
  }

  /** What is recorded of a partition by one that is computed from it. */
  public String recorded(Partition partition) {
    return isThere(partition) ? RecordedInputs.of(content(partition)) : RecordedInputs.ABSENT;
  }

  /** The files of those rows. */
  public List<StagedFile> files(Partition partition) {
    return built(partition)
        .map(PartitionResult::files)
        .or(() -> published(partition).map(Head::files))
        .orElse(List.of());
  }

  /** How complete a published partition is; unpublished ones count as complete. */
  public Completeness publishedCompleteness(Partition partition) {
    return published(partition).map(Head::completeness).orElse(Completeness.COMPLETE);
  }
}
