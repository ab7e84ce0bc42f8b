package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardTableDefinition;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import java.util.List;
import java.util.Optional;

/** Refuses a table with a required column that the new rows do not have. */
final class RequiredColumnCheck implements TargetCheck {
  private static List<Field> fields(StandardTableDefinition table) {
    return table.getSchema() == null ? List.of() : table.getSchema().getFields();
  }

  @Override
  public Optional<String> problem(Target target) {
    if (target.columns().isEmpty() || target.definition().isEmpty()) {
      return Optional.empty();
    }
    List<String> lacking =
        fields(target.definition().get()).stream()
            .filter(f -> f.getMode() == Field.Mode.REQUIRED)
            .map(Field::getName)
            .filter(
                name -> target.columns().stream().noneMatch(c -> TableColumns.same(c.name(), name)))
            .toList();
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Text.format(
                "%s requires a value in %s, which the model does not have; add it to the model, or"
                    + " ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL",
                target.name(), String.join(", ", lacking), target.name(), lacking.get(0)));
  }
}
