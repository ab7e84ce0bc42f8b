package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.flow.shard.Fragment;
import dev.medallion.replay.transforms.flow.shard.ShardResult;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Which partitions of the entity tables and ledgers are assembled: those of the scope, not those
 * that rows came for, so that a day that lost all its rows is emptied.
 */
public final class AssemblyPlan {
  /** Rows of a unit; more are another unit's. */
  private static final long UNIT_ROWS = 100_000;

  /** Partitions of a unit. */
  private static final int UNIT_PARTITIONS = 16;

  private AssemblyPlan() {}

  public static List<AssemblyUnit> of(Model model, Scope scope, List<ShardResult> shards) {
    List<AssemblyUnit> units = new ArrayList<>();
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
      for (String partition : scope.partitions(table.grain())) {
        unit.add(partition);
        rows += fragments.stream().mapToLong(f -> f.rows().getOrDefault(partition, 0L)).sum();
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
    return units;
  }

  private static AssemblyUnit unitOf(
      Table table, List<String> partitions, List<Fragment> fragments) {
    TreeMap<String, String> files = new TreeMap<>();
    fragments.stream()
        .filter(f -> partitions.stream().anyMatch(p -> f.rows().containsKey(p)))
        .forEach(f -> files.put(f.uri(), f.digest()));
    return new AssemblyUnit(table.name(), List.copyOf(partitions), files);
  }
}
