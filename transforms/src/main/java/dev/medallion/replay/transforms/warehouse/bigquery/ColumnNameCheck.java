package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.engine.Column;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Refuses column names that BigQuery keeps for itself. */
final class ColumnNameCheck implements TargetCheck {
  private static final List<String> PREFIXES =
      List.of("_TABLE_", "_FILE_", "_PARTITION", "_ROW_TIMESTAMP", "__ROOT__", "_COLIDENTIFIER");

  @Override
  public Optional<String> problem(Target target) {
    List<String> reserved =
        target.columns().stream().map(Column::name).filter(ColumnNameCheck::isReserved).toList();
    return reserved.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Text.format(
                "BigQuery has no columns of the names %s, in %s; rename them in the model's SQL",
                String.join(", ", reserved), target.name()));
  }

  private static boolean isReserved(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return PREFIXES.stream().anyMatch(upper::startsWith);
  }
}
