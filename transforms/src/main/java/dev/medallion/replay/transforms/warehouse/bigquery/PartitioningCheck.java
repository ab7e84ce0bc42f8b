package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TimePartitioning;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Grain;
import java.util.Locale;
import java.util.Optional;

/** Refuses a table that is partitioned by another column, or in another grain. */
final class PartitioningCheck implements TargetCheck {
  private static final String WHOLE = "not partitioned";

  @Override
  public Optional<String> problem(Target target) {
    Optional<StandardTableDefinition> there = target.definition();
    if (there.isEmpty()) {
      return Optional.empty();
    }
    String found = text(there.get());
    String wanted =
        target.ref().grain() == Grain.NONE ? WHOLE : text(TableShapes.cut(target.ref()));
    return found.equals(wanted)
        ? Optional.empty()
        : Optional.of(
            Text.format(
                "%s is %s, but the model's table is %s; rename the table, or publish to another"
                    + " warehouse",
                target.name(), found, wanted));
  }

  private static String text(StandardTableDefinition table) {
    if (table.getRangePartitioning() != null) {
      return "partitioned by ranges of " + table.getRangePartitioning().getField();
    }
    return table.getTimePartitioning() == null ? WHOLE : text(table.getTimePartitioning());
  }

  private static String text(TimePartitioning cut) {
    return Text.format(
        "partitioned by the %s of %s",
        cut.getType().name().toLowerCase(Locale.ROOT),
        cut.getField() == null ? "ingestion" : cut.getField());
  }
}
