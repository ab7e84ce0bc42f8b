package dev.medallion.replay.transforms.warehouse;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a publication cost in the warehouse, and what a person should know of its tables.
 *
 * @param usage of the jobs that published, and of the queries that looked whether they may; what
 *     the run asked the warehouse before is not in it
 * @param notes on tables that are not as the model wants them, though their rows are
 */
public record WarehouseWork(JobUsage usage, List<String> notes) implements Serializable {
  /** Of a warehouse that has no jobs. */
  public static final WarehouseWork NONE = new WarehouseWork(JobUsage.NONE, List.of());

  public WarehouseWork {
    notes = List.copyOf(notes);
  }

  /** The same, with more notes. */
  public WarehouseWork withNotes(List<String> more) {
    return new WarehouseWork(usage, Stream.concat(notes.stream(), more.stream()).toList());
  }
}
