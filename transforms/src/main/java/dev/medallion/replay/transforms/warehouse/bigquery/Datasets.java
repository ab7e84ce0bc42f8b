package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The datasets of a warehouse: each layer is one, e.g. {@code lake_silver}.
 *
 * @param prefix what their names begin with, e.g. {@code lake}
 */
record Datasets(String project, String prefix) {
  /** Of tables that nobody reads after the call that made them. */
  static final String SCRATCH = "scratch";

  /** Of clones of tables from before runs wrote to them. */
  static final String SNAPSHOTS = "snapshots";

  private static final Pattern PLACE = Pattern.compile("(.+)\\.([A-Za-z0-9_]+)");

  /** Reads {@code <project>.<dataset prefix>}. */
  static Datasets parse(String place) {
    Matcher matcher = PLACE.matcher(place);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(place + " is not <project>.<dataset prefix>");
    }
    return new Datasets(matcher.group(1), matcher.group(2));
  }

  DatasetId dataset(String layer) {
    return DatasetId.of(project, prefix + "_" + layer);
  }

  TableId table(TableRef table) {
    return table(table.schema(), table.name());
  }

  TableId table(String layer, String name) {
    return TableId.of(project, dataset(layer).getDataset(), name);
  }

  /** The layer of one of these datasets; empty for any other. */
  Optional<String> layer(TableId table) {
    boolean isOurs =
        project.equals(table.getProject()) && table.getDataset().startsWith(prefix + "_");
    return isOurs
        ? Optional.of(table.getDataset().substring(prefix.length() + 1))
        : Optional.empty();
  }

  /** As {@code --warehouse} takes it, without the kind. */
  @Override
  public String toString() {
    return project + "." + prefix;
  }
}
