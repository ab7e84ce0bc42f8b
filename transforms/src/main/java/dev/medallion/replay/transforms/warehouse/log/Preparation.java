package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.model.TableOptions;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How tables have to be before the first job of a publication.
 *
 * @param log the log's id
 * @param runId the run that publishes
 * @param model whose tables they are; empty where nobody knows
 * @param snapshotDays how long copies of the tables from before are kept; 0: none are made
 */
public record Preparation(
    String log, String runId, String model, int snapshotDays, List<Wanted> tables) {

  /**
   * A table of the publication.
   *
   * @param columns of the rows that will be loaded; none: no rows will
   * @param replacesRows whether rows will go that were there before the publication
   */
  public record Wanted(
      TableRef table, List<Column> columns, TableOptions options, boolean replacesRows) {}

  static Preparation of(String log, Entry.Intent intent) {
    Set<Partition> loaded =
        intent.steps().stream()
            .filter(s -> s.action() == Step.Action.LOAD)
            .map(Step::partition)
            .collect(Collectors.toSet());
    Map<TableRef, List<Replacement>> byTable =
        intent.changes().replacements().stream()
            .collect(Collectors.groupingBy(TableRef::of, LinkedHashMap::new, Collectors.toList()));
    Set<Partition> written =
        intent.steps().stream()
            .filter(Step::needsJob)
            .map(Step::partition)
            .collect(Collectors.toSet());
    Optional<JournalPage> page = intent.journal();
    List<String> created = page.map(p -> p.run().createdTables()).orElse(List.of());
    List<Wanted> tables = new ArrayList<>();
    byTable.forEach(
        (table, replacements) ->
            tables.add(
                new Wanted(
                    table,
                    columns(
                        replacements.stream()
                            .filter(r -> loaded.contains(r.result().partition()))
                            .toList()),
                    page.map(p -> p.target().options(table)).orElse(TableOptions.NONE),
                    !created.contains(table.qualifiedName())
                        && replacements.stream()
                            .anyMatch(r -> written.contains(r.result().partition())))));
    return new Preparation(
        log,
        intent.runId(),
        page.map(p -> p.run().model()).orElse(""),
        page.map(JournalPage::snapshotDays).orElse(0),
        tables);
  }

  /** Those of all partitions together: whether they fit was asked before. */
  private static List<Column> columns(List<Replacement> replacements) {
    Map<String, Column> columns = new LinkedHashMap<>();
    replacements.stream()
        .flatMap(r -> r.result().columns().stream())
        .forEach(c -> columns.putIfAbsent(c.name().toLowerCase(Locale.ROOT), c));
    return List.copyOf(columns.values());
  }
}
