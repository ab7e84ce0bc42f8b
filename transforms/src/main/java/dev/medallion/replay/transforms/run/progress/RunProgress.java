package dev.medallion.replay.transforms.run.progress;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.transforms.flow.match.ListedPart;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.read.UnitRead;
import dev.medallion.replay.transforms.run.completion.Completions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts what a run has done by the completion records on its staging, wherever its workers are.
 * Names tell most; the records of listings and of read units are read, each once and only a few at
 * a look, so of a very large run the counts of objects and records come late.
 */
public final class RunProgress {
  /** What a worker leaves last of each stage, the latest stage first. */
  private static final List<Stage> STAGES =
      List.of(
          new Stage("conclusion", "publishing"),
          new Stage("aggregate", "computing aggregates"),
          new Stage("assemble", "assembling partitions"),
          new Stage("shard", "building shards"),
          new Stage("read", "reading"),
          new Stage("listing", "listing"),
          new Stage("heads", "listing"));

  private static final int MOST_READ_AT_ONCE = 16;

  /**
   * A stage that is reached.
   *
   * @param kind of the units that tell
   */
  private record Stage(String kind, String name) {}

  private final Completions completions;
  private final Set<String> read = new HashSet<>();
  private long objectsListed;
  private long objectsRead;
  private long bytesRead;
  private long recordsRead;

  public RunProgress(Completions completions) {
    this.completions = completions;
  }

  /** How far the run is now. It lists the records, and reads a few. */
  public ProgressSnapshot look() {
    List<String> units = completions.units();
    units.stream()
        .filter(u -> isOf("listing", u) || isOf("read", u))
        .filter(u -> !read.contains(u))
        .limit(MOST_READ_AT_ONCE)
        .toList()
        .forEach(this::read);
    return new ProgressSnapshot(
        STAGES.stream()
            .filter(s -> units.stream().anyMatch(u -> isOf(s.kind(), u)))
            .map(Stage::name)
            .findFirst()
            .orElse(ProgressSnapshot.STARTING.stage()),
        objectsListed,
        objectsRead,
        bytesRead,
        recordsRead,
        units.stream().filter(u -> isOf("shard", u)).count(),
        units.stream()
            .filter(u -> isOf("assemble", u) || isOf("aggregate", u))
            .mapToLong(RunProgress::partitions)
            .sum());
  }

  private static boolean isOf(String kind, String unit) {
    return unit.equals(kind) || unit.startsWith(kind + "-");
  }

  private void read(String unit) {
    if (isOf("listing", unit)) {
      completions
          .recorded(unit, new TypeReference<ListedPart>() {})
          .ifPresent(part -> objectsListed += part.objects().size());
    } else {
      completions
          .recorded(unit, new TypeReference<UnitRead>() {})
          .ifPresent(done -> done.outcomes().forEach(this::add));
    }
    read.add(unit);
  }

  private void add(ObjectOutcome outcome) {
    objectsRead++;
    bytesRead += outcome.object().bytes();
    recordsRead += outcome.records();
  }

  /** Such a unit's name ends with how many partitions it has. */
  private static long partitions(String unit) {
    return Long.parseLong(unit.substring(unit.lastIndexOf('-') + 1));
  }
}
