package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run lists: the arrival range of its window, and entities of full history in whole. */
public final class ListingPlan {
  private static final int DAYS_PER_TASK = 7;

  private ListingPlan() {}

  public static List<ListingTask> of(Model model, ArrivalRanges ranges) {
    List<ListingTask> tasks = new ArrayList<>();
    for (Source source : model.sources().values()) {
      EntityRoutes routes = new EntityRoutes(model, source);
      if (routes.isBounded()) {
        for (DayRange range : ranges.read(source, coarsestGrain(model, source))) {
          tasks.addAll(weekly(ObjectLister.tasks(source, Optional.of(range), Map.of())));
        }
      }
      for (Entity entity : routes.fullHistory()) {
        tasks.addAll(ObjectLister.tasks(source, Optional.empty(), EntityRoutes.only(entity)));
      }
    }
    return tasks;
  }

  /** A week a task: a day's listing is too small to be worth a bundle of its own. */
  private static List<ListingTask> weekly(List<ListingTask> daily) {
    List<ListingTask> weeks = new ArrayList<>();
    for (int i = 0; i < daily.size(); i += DAYS_PER_TASK) {
      List<ListingTask> week = daily.subList(i, Math.min(i + DAYS_PER_TASK, daily.size()));
      weeks.add(
          new ListingTask(
              week.get(0).source(),
              week.stream().flatMap(t -> t.days().stream()).toList(),
              week.get(0).only()));
    }
    return weeks;
  }

  /** The grain of the largest partitions that a source's objects feed. */
  public static Grain coarsestGrain(Model model, Source source) {
    return model.entityTables().stream()
        .filter(t -> model.entity(t.entity()).isFrom(source.name()))
        .map(EntityTable::grain)
        .filter(g -> g != Grain.NONE)
        .reduce((a, b) -> a.compareTo(b) >= 0 ? a : b)
        .orElse(Grain.DAY);
  }
}
