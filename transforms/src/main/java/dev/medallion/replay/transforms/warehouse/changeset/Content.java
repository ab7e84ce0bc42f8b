package dev.medallion.replay.transforms.warehouse.changeset;

import dev.medallion.replay.transforms.engine.RowChecksum;
import java.io.Serializable;

/**
 * What a partition holds.
 *
 * @param rows how many
 * @param checksum over the content columns: equal for equal data
 * @param fullChecksum over all columns, those that begin with {@code _} too: equal means that
 *     publishing would change nothing at all
 */
public record Content(long rows, String checksum, String fullChecksum) implements Serializable {
  public static final Content EMPTY = new Content(0, RowChecksum.EMPTY, RowChecksum.EMPTY);
}
