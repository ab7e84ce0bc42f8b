package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.warehouse.Snapshot;
import java.util.List;

/**
 * What came of preparing tables.
 *
 * @param notes what a person should know of tables that stay otherwise than the model wants them
 * @param snapshots of tables that are about to be written to, if they were asked for
 */
public record Prepared(List<String> notes, List<Snapshot> snapshots) {
  /** Nothing to tell. */
  static final Prepared NOTHING = new Prepared(List.of(), List.of());
}
