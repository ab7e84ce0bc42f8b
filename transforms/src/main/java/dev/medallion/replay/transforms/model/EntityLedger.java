package dev.medallion.replay.transforms.model;

import dev.medallion.replay.options.window.Grain;
import java.util.List;
import java.util.Map;

/**
 * The hidden table beside an entity's tables: one record for each published winning version, also
 * for tombstones and for versions that yield no row. Moves, older versions and deletions are asked
 * of it by entity key, since rows can't answer for an entity that has none.
 *
 * <p>It is named like the entity, in the schema {@code ledger}, and is cut like the finest of the
 * entity's tables.
 *
 * @param entity whose versions it holds
 * @param grain how large its partitions are; {@link Grain#NONE} only where every table of the
 *     entity is whole
 */
public record EntityLedger(Entity entity, Grain grain) implements Table {
  /** The column that holds the business day of a version. */
  public static final String DAY = "_day";

  @Override
  public String name() {
    return entity.name();
  }

  @Override
  public Layer layer() {
    return Layer.LEDGER;
  }

  /** No SQL of the model makes its records. */
  @Override
  public String sql() {
    throw new UnsupportedOperationException("the ledger of " + name() + " is not made by SQL");
  }

  @Override
  public String sqlFile() {
    throw new UnsupportedOperationException("the ledger of " + name() + " is not made by SQL");
  }

  @Override
  public List<String> key() {
    return entity.key();
  }

  @Override
  public PartitionBy partitionBy() {
    return new PartitionBy(grain == Grain.NONE ? "" : DAY, grain, false);
  }

  @Override
  public Map<String, String> references() {
    return Map.of();
  }

  @Override
  public TableOptions options() {
    return TableOptions.NONE;
  }
}
