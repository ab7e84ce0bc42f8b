package dev.medallion.replay.transforms.model;

import dev.medallion.replay.options.window.Grain;
import java.util.List;
import java.util.Map;

/** A table that the replay writes. */
public sealed interface Table permits EntityTable, AggregateTable, EntityLedger {
  String name();

  Layer layer();

  /** The DuckDB SELECT that makes its rows. */
  String sql();

  /** The file that holds the SQL, below the model's folder. */
  String sqlFile();

  /** Columns whose values name one row. */
  List<String> key();

  PartitionBy partitionBy();

  /** Column to the table whose (single) key column it names. */
  Map<String, String> references();

  /** How a warehouse keeps and describes it, as far as the table itself says so. */
  TableOptions options();

  default Grain grain() {
    return partitionBy().grain();
  }

  /** {@code silver.charges}: as warehouses name it. */
  default String qualifiedName() {
    return layer().schema() + "." + name();
  }

  /**
   * How a table is cut.
   *
   * @param column holds the partition's date; empty for grain none
   * @param grain how large partitions are
   * @param stable the column never changes for a key (audited): no look-up of moves
   */
  record PartitionBy(String column, Grain grain, boolean stable) {}

  /** The layers; each is a schema. */
  enum Layer {
    SILVER,
    GOLD,
    /** Of what a run remembers of entities; no table of a model is in it. */
    LEDGER;

    public String schema() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
