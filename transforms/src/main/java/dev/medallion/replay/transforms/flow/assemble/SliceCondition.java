package dev.medallion.replay.transforms.flow.assemble;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a slice's condition asks of a row of the whole table, as far as it can be told without
 * loading the partition's other inputs.
 */
sealed interface SliceCondition {

  /** Anything else: it may hold for every row. */
  record Anything() implements SliceCondition {}

  /**
   * {@code <column> IN (SELECT <of column> FROM <of table>)}.
   *
   * @param column of the whole table
   */
  record KeyIn(String column, String ofTable, String ofColumn) implements SliceCondition {
    /** As recorded inputs name it. */
    String of() {
      return ofTable + "." + ofColumn;
    }
  }

  /**
   * A condition on the row itself and on {@code partition_day()}.
   *
   * @param select the SELECT of the rows for which it holds; {@link #DAY} is the partition's day
   */
  record OnRow(String select) implements SliceCondition {
    static final String DAY = "_day";
  }

  /** All hold. */
  record All(List<SliceCondition> parts) implements SliceCondition {}

  /** One holds. */
  record Any(List<SliceCondition> parts) implements SliceCondition {}

  /** Every key that it asks for. */
  default Stream<KeyIn> keys() {
    if (this instanceof KeyIn keyIn) {
      return Stream.of(keyIn);
    }
    return parts().stream().flatMap(SliceCondition::keys);
  }

  /** What it is made of; nothing where it is one condition. */
  default List<SliceCondition> parts() {
    return List.of();
  }
}
