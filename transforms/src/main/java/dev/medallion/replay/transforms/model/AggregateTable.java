package dev.medallion.replay.transforms.model;

import dev.medallion.replay.options.window.Reach;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table computed partition by partition from other tables.
 *
 * <p>Its SQL sees each input, cut to what its partition may see, under the input's name; reference
 * tables by name; and the functions {@code as_of()} and {@code partition_day()} (the partition's
 * first day).
 *
 * @param inputs the tables it reads
 * @param objectsOf the source whose objects it reads, as relation {@code objects}: one row an
 *     object of the partition's own arrival range
 * @param referenceTables names of the model's reference tables that it reads
 */
public record AggregateTable(
    String name,
    Layer layer,
    List<Input> inputs,
    Optional<String> objectsOf,
    List<String> referenceTables,
    String sql,
    String sqlFile,
    List<String> key,
    PartitionBy partitionBy,
    Map<String, String> references,
    TableOptions options)
    implements Table {

  /**
   * One input.
   *
   * @param table its name
   * @param reach how far before and after its own days a partition sees of it
   * @param slice of an input of grain none: which rows a partition sees, as a SQL condition that
   *     may name the other inputs; empty: all
   */
  public record Input(String table, Reach reach, Optional<String> slice) {}
}
