package dev.medallion.replay.pipelines;

import dev.medallion.replay.options.UsageException;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.PublishedTable;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;

/** Compares how a model cuts its tables with how the warehouse's partitions of them are cut. */
final class PublishedCuts {
  private PublishedCuts() {}

  /**
   * Refuses a model whose partitions are not those that are published.
   *
   * @throws UsageException naming each table
   */
  static void requireSame(Model model, Warehouse warehouse) {
    List<PublishedTable> published = warehouse.tables();
    List<String> problems = new ArrayList<>();
    for (Table table : model.tables()) {
      TableRef wanted = TableRef.of(table);
      boolean there = published.stream().anyMatch(p -> sameName(p, wanted) && sameLayer(p, wanted));
      published.stream()
          .filter(p -> sameName(p, wanted) && (sameLayer(p, wanted) || !there))
          .forEach(p -> p.misfit(wanted, model.zone()).ifPresent(problems::add));
    }
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
  }

  private static boolean sameName(PublishedTable published, TableRef wanted) {
    return published.table().name().equals(wanted.name());
  }

  private static boolean sameLayer(PublishedTable published, TableRef wanted) {
    return published.table().schema().equals(wanted.schema());
  }
}
