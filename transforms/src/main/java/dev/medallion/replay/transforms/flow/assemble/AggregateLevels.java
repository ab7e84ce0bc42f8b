package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The aggregate tables by how many others stand between them and the entity tables. */
public final class AggregateLevels {
  private AggregateLevels() {}

  /** First those that read no aggregate table; a table stands one level above its highest input. */
  public static List<List<AggregateTable>> of(Model model) {
    Map<String, Integer> levelOf = new HashMap<>();
    List<List<AggregateTable>> levels = new ArrayList<>();
    for (AggregateTable table : model.aggregates()) {
      int level =
          table.inputs().stream()
              .map(Input::table)
              .mapToInt(input -> levelOf.getOrDefault(input, -1) + 1)
              .max()
              .orElse(0);
      levelOf.put(table.name(), level);
      while (levels.size() <= level) {
        levels.add(new ArrayList<>());
      }
      levels.get(level).add(table);
    }
    return levels;
  }
}
