package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.io.Serializable;

/**
 * A table as a warehouse needs to know it: its name and its partitioning.
 *
 * @param name within the model, e.g. {@code charges}: what {@link Partition#table} holds
 * @param schema its layer, e.g. {@code silver}
 * @param partitionColumn holds the partition's date; empty for grain none
 * @param grain how large its partitions are
 */
public record TableRef(String name, String schema, String partitionColumn, Grain grain)
    implements Serializable {

  public static TableRef of(Table table) {
    return new TableRef(
        table.name(), table.layer().schema(), table.partitionBy().column(), table.grain());
  }

  public static TableRef of(KeyRead read) {
    int dot = read.table().indexOf('.');
    return new TableRef(
        read.table().substring(dot + 1),
        read.table().substring(0, dot),
        read.partitionColumn(),
        read.grain());
  }

  public static TableRef of(Replacement replacement) {
    String name = replacement.result().partition().table();
    String qualified = replacement.table();
    if (!qualified.endsWith("." + name)) {
      throw new IllegalArgumentException(
          "the change set publishes " + name + " as " + qualified + ": not a schema and its name");
    }
    return new TableRef(
        name,
        qualified.substring(0, qualified.length() - name.length() - 1),
        replacement.partitionColumn(),
        replacement.grain());
  }

  /** {@code silver.charges}. */
  public String qualifiedName() {
    return schema + "." + name;
  }

  public Partition partition(String value) {
    return new Partition(name, value);
  }
}
