package dev.medallion.replay.transforms.warehouse.changeset;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * A partition as this run built it.
 *
 * @param columns the table's columns, in order, hidden ones too
 * @param files its rows; none when it is empty
 * @param inputs what it was computed from, as {@link RecordedInputs} names it
 */
public record PartitionResult(
    Partition partition,
    List<Column> columns,
    List<StagedFile> files,
    Content content,
    SortedMap<String, String> inputs)
    implements Serializable {

  /** The same rows with other recorded inputs. */
  public PartitionResult withInputs(SortedMap<String, String> others) {
    return new PartitionResult(partition, columns, files, content, others);
  }
}
