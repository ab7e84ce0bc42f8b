package dev.medallion.replay.transforms.build;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.transforms.blocks.Block;
import dev.medallion.replay.transforms.duckdb.DuckDbSession;
import dev.medallion.replay.transforms.duckdb.MemoryBudget;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.EventStream;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.ArrivalRanges;
import dev.medallion.replay.transforms.run.RunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes one shard of one stream: the latest version of each entity, and the rows of the stream's
 * tables.
 */
public final class ShardBuilder {
  private final Model model;
  private final RunSpec run;
  private final ArrivalRanges ranges;

  public ShardBuilder(Model model, RunSpec run) {
    this.model = model;
    this.run = run;
    this.ranges = new ArrivalRanges(model, run);
  }

  /**
   * Builds a shard.
   *
   * @param blocks all of the shard's events, in any order
   * @param attempt tells the files of two attempts at the same shard apart
   */
  public ShardResult build(EventStream stream, int shard, Iterable<Block> blocks, String attempt) {
    String name = stream.name() + "-" + shard + "-" + attempt;
    Path folder = Path.of(run.staging(), "fragments");
    try (MemoryBudget.Lent lent =
        MemoryBudget.open(run.session(model.zone().getId(), "build-" + name))) {
      Files.createDirectories(folder);
      DuckDbSession session = lent.session();
      EventTables events = new EventTables(session, model, stream, run.scope());
      events.load(blocks);

      List<RankedVersions> ranked = new ArrayList<>();
      for (Entity entity : stream.entities()) {
        RankedVersions versions = new RankedVersions(session, entity);
        versions.create(reach(entity), grainOf(stream, entity));
        events.showWinners(entity);
        ranked.add(versions);
      }

      List<Fragment> fragments = new ArrayList<>();
      for (EntityTable table : stream.tables()) {
        fragments.addAll(
            new EntityTableRows(
                    session,
                    table,
                    model.entity(table.entity()),
                    folder,
                    table.name() + "-" + shard + "-" + attempt)
                .compute());
      }

      List<FateCount> fates = new ArrayList<>();
      List<LateVersion> late = new ArrayList<>();
      List<MisplacedVersions> misplaced = new ArrayList<>();
      for (int i = 0; i < ranked.size(); i++) {
        Entity entity = stream.entities().get(i);
        fates.addAll(ranked.get(i).fates(tablesOf(stream, entity)));
        late.addAll(ranked.get(i).late());
        misplaced.addAll(ranked.get(i).misplaced(reach(entity), grainOf(stream, entity)));
      }
      return new ShardResult(stream.name(), shard, fragments, fates, late, misplaced);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write to " + folder, e);
    }
  }

  private Reach reach(Entity entity) {
    return ranges.reach(model.sources().get(entity.source()));
  }

  private static List<String> tablesOf(EventStream stream, Entity entity) {
    return stream.tables().stream()
        .filter(t -> t.entity().equals(entity.name()))
        .map(EntityTable::name)
        .toList();
  }

  /** The grain by which an entity's versions are cut: its tables' coarsest. */
  private static Grain grainOf(EventStream stream, Entity entity) {
    return stream.tables().stream()
        .filter(t -> t.entity().equals(entity.name()))
        .map(EntityTable::grain)
        .reduce((a, b) -> a.compareTo(b) >= 0 ? a : b)
        .orElse(Grain.DAY);
  }
}
