package dev.medallion.replay.transforms.flow.block;

/**
 * Takes the rows of a block, in order.
 *
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface RowVisitor<E extends Exception> {
  /** One row; it is valid during the call only. */
  void row(BlockRow row) throws E;
}
