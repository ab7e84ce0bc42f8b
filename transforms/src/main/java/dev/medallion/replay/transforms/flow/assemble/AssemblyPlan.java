package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.shard.Fragment;
import dev.medallion.replay.transforms.flow.shard.ShardResult;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which partitions of the entity tables and ledgers are assembled: those of the scope, not those
 * that rows came for, so that a day that lost all its rows is emptied. Where the run replaces only
 * some rows of each, the published ones go with them.
 */
public final class AssemblyPlan {
  /** Rows of a unit; more are another unit's. */
  private static final long UNIT_ROWS = 100_000;

  /** Partitions of a unit. */
  private static final int UNIT_PARTITIONS = 16;

  private final Model model;
  private final RunSpec run;
  private final Map<Partition, Head> published = new HashMap<>();
  private final List<AssemblyUnit> units = new ArrayList<>();

  private AssemblyPlan(Model model, RunSpec run, Collection<Head> published) {
    this.model = model;
    this.run = run;
    published.forEach(head -> this.published.put(head.partition(), head));
  }

  /**
   * The units.
   *
   * @param published the heads that the run saw
   */
  public static List<AssemblyUnit> of(
      Model model, RunSpec run, List<ShardResult> shards, Collection<Head> published) {
    AssemblyPlan plan = new AssemblyPlan(model, run, published);
    plan.add(shards);
    return plan.units;
  }

  private void add(List<ShardResult> shards) {
    List<Table> tables = new ArrayList<>(model.entityTables());
    tables.addAll(model.ledgers());
    for (Table table : tables) {
      List<Fragment> fragments =
          shards.stream()
              .flatMap(s -> s.fragments().stream())
              .filter(f -> f.table().equals(table.name()))
              .filter(f -> f.kind() == Fragment.Kind.REPLACING)
              .sorted(Comparator.comparing(Fragment::uri))
              .toList();
      List<String> unit = new ArrayList<>();
      long rows = 0;
      for (String partition : run.scope().partitions(table.grain())) {
        unit.add(partition);
        rows += fragments.stream().mapToLong(f -> f.rows().getOrDefault(partition, 0L)).sum();
        rows += rowsCarried(table, partition);
        if (rows >= UNIT_ROWS || unit.size() == UNIT_PARTITIONS) {
          units.add(unitOf(table, unit, fragments));
          unit = new ArrayList<>();
          rows = 0;
        }
      }
      if (!unit.isEmpty()) {
        units.add(unitOf(table, unit, fragments));
      }
    }
  }

  /** At most: some of them may be replaced. */
  private long rowsCarried(Table table, String partition) {
    return run.replacesPartOf(model, table)
        ? published(table, partition).map(head -> head.content().rows()).orElse(0L)
        : 0;
  }

  private Optional<Head> published(Table table, String partition) {
    return Optional.ofNullable(published.get(new Partition(table.name(), partition)));
  }

  private AssemblyUnit unitOf(Table table, List<String> partitions, List<Fragment> fragments) {
    TreeMap<String, String> files = new TreeMap<>();
    fragments.stream()
        .filter(f -> partitions.stream().anyMatch(p -> f.rows().containsKey(p)))
        .forEach(f -> files.put(f.uri(), f.digest()));
    TreeMap<String, String> carried = new TreeMap<>();
    List<String> inPart = new ArrayList<>();
    if (run.replacesPartOf(model, table)) {
      for (String partition : partitions) {
        Optional<Head> head = published(table, partition);
        head.ifPresent(h -> h.files().forEach(f -> carried.put(f.uri(), f.digest())));
        if (!head.map(Head::holdsAllScopes).orElse(false)) {
          inPart.add(partition);
        }
      }
    }
    return new AssemblyUnit(
        table.name(), List.copyOf(partitions), files, carried, List.copyOf(inPart));
  }
}
