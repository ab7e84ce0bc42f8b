package dev.medallion.replay.transforms.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a publication cost in the warehouse, and what a person should know of its tables.
 *
 * @param usage of the jobs that published, and of the queries that looked whether they may; what
 *     the run asked the warehouse before is not in it
 * @param notes on tables that are not as the model wants them, though their rows are
 * @param snapshots of the tables from before, if they were asked for
 */
public record WarehouseWork(
    JobUsage usage,
    List<String> notes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Snapshot> snapshots)
    implements Serializable {
  /** Of a warehouse that has no jobs. */
  public static final WarehouseWork NONE = new WarehouseWork(JobUsage.NONE, List.of(), List.of());

  public WarehouseWork {
    notes = List.copyOf(notes);
    snapshots = snapshots == null ? List.of() : List.copyOf(snapshots);
  }

  /** The same, with more notes. */
  public WarehouseWork withNotes(List<String> more) {
    return new WarehouseWork(
        usage, Stream.concat(notes.stream(), more.stream()).toList(), snapshots);
  }
}
