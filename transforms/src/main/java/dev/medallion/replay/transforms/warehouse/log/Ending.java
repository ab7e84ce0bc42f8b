package dev.medallion.replay.transforms.warehouse.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.medallion.replay.options.window.Partition;
import java.util.Optional;

/**
 * How a partition came out of a publication.
 *
 * @param published whether it holds the new rows, and its head is the new one
 * @param attempts the number of its last job; 0 where none ran
 * @param why it could not be written; empty where it was, and where another one had failed before
 * @param lastModified what the warehouse says of it once it is written; empty: nothing
 */
record Ending(
    Partition partition,
    boolean published,
    int attempts,
    String why,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastModified) {

  public Ending {
    lastModified = Optional.ofNullable(lastModified).orElse("");
  }

  /** Of a partition of which the warehouse does not say when it was written. */
  Ending(Partition partition, boolean published, int attempts, String why) {
    this(partition, published, attempts, why, "");
  }
}
