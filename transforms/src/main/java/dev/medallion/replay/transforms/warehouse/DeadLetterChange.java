package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.storage.Address;
import java.util.List;

/**
 * The dead letters that a run publishes.
 *
 * @param unitsRead the units that it read fully: their former dead letters are removed
 * @param mendedElsewhere Parquet, with the columns source, object and position: of these records
 *     the former dead letters stay, also those of their objects as a whole
 * @param files Parquet, with the columns source, entity, arrival_date, object, generation,
 *     position, columns (JSON text), stage, code, field, message, raw (BLOB), _run_id, _attempt and
 *     _model_version; every row belongs to one of the units
 */
public record DeadLetterChange(
    List<DeadLetterUnit> unitsRead, List<Address> mendedElsewhere, List<Address> files) {
  public static final DeadLetterChange NONE = new DeadLetterChange(List.of(), List.of(), List.of());

  /** The addresses of files. */
  public static List<String> uris(List<Address> files) {
    return files.stream().map(Address::uri).toList();
  }

  /** Whether the former dead letters of that unit go. */
  public boolean replaces(DeadLetterUnit unit) {
    return unitsRead.stream().anyMatch(u -> u.holds(unit));
  }
}
