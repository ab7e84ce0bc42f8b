package dev.medallion.replay.transforms.run.receipt;

import dev.medallion.replay.transforms.model.Severity;
import java.io.Serializable;

/**
 * One finding of an audit.
 *
 * @param audit its name, as {@code --allow} takes it
 * @param table empty: about no table
 * @param partition empty: about no partition
 * @param count how often
 * @param message what is wrong, without personal data
 * @param fix what to do
 * @param allowed by {@code --allow}: it does not block
 */
public record Finding(
    String audit,
    Severity severity,
    String table,
    String partition,
    long count,
    String message,
    String fix,
    boolean allowed)
    implements Serializable {

  /** Whether it keeps the run from publishing. */
  public boolean blocks() {
    return severity == Severity.BLOCK && !allowed;
  }

  /** {@code table/partition}, as far as it names them. */
  public String place() {
    return partition.isEmpty() ? table : table + "/" + partition;
  }
}
