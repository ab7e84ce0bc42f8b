package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.EntityRef;
import dev.medallion.replay.transforms.warehouse.PublishedTable;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares a model's tables with the published ones. */
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
    SortedMap<String, EntityRef> entities = EntityRef.of(model);
    for (Table table : model.stored()) {
      TableRef wanted = TableRef.of(table);
      counterparts(published, wanted)
          .forEach(
              p ->
                  p.misfit(
                          PublishedTable.wanted(
                              wanted,
                              model.name(),
                              model.zone(),
                              Optional.ofNullable(entities.get(wanted.qualifiedName()))))
                      .ifPresent(problems::add));
    }
    published.stream()
        .filter(p -> isLeftBehind(p, entities))
        .forEach(p -> problems.add(leftBehind(p)));
    problems.addAll(sharedSources(model, published));
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
  }

  /**
   * Dead letters and corrections know a source by its name, so that it can be of one model only.
   */
  private static List<String> sharedSources(Model model, List<PublishedTable> published) {
    SortedMap<String, PublishedTable> shared = new TreeMap<>();
    for (PublishedTable table : published) {
      if (!table.model().equals(model.name()) && !isOfLedger(table.table())) {
        table.entity().map(EntityRef::sources).orElse(List.of()).stream()
            .filter(model.sources()::containsKey)
            .forEach(source -> shared.putIfAbsent(source, table));
      }
    }
    return shared.entrySet().stream()
        .map(
            s ->
                "source %s is also a source of model %s, which published %s. Dead letters and corrections are kept by the name of their source, so two models of one warehouse can't share it. Rename the source in this model, or publish to a new warehouse"
                    .formatted(
                        s.getKey(), s.getValue().model(), s.getValue().table().qualifiedName()))
        .toList();
  }

  /** Whether the model has the entity of a published table, but not the table. */
  private static boolean isLeftBehind(
      PublishedTable published, SortedMap<String, EntityRef> entities) {
    return Optional.of(published)
        .filter(PublishedTable::isThere)
        .flatMap(PublishedTable::entity)
        .filter(e -> entities.containsKey(e.ledger()))
        .filter(e -> !entities.containsKey(published.table().qualifiedName()))
        .isPresent();
  }

  private static String leftBehind(PublishedTable published) {
    String table = published.table().qualifiedName();
    return "%s is published and holds rows of entity %s. The model has that entity, but not the table, so the table's rows would stay when their entities leave. Keep the table in the model, or drop it if nobody needs it (DROP TABLE %s)"
        .formatted(
            table, published.entity().orElseThrow().ledger().replaceFirst("^.*\\.", ""), table);
  }

  /** The published table of this name; if there is none, those of another layer. */
  private static List<PublishedTable> counterparts(
      List<PublishedTable> published, TableRef wanted) {
    List<PublishedTable> same =
        published.stream()
            .filter(p -> p.table().qualifiedName().equals(wanted.qualifiedName()))
            .toList();
    return same.isEmpty() && !isOfLedger(wanted)
        ? published.stream()
            .filter(p -> p.table().name().equals(wanted.name()) && !isOfLedger(p.table()))
            .toList()
        : same;
  }

  private static boolean isOfLedger(TableRef table) {
    return table.schema().equals(Table.Layer.LEDGER.schema());
  }
}
