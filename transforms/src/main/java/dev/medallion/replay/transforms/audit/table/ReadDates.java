package dev.medallion.replay.transforms.audit.table;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Source;
import java.util.List;
import java.util.stream.Collectors;

/** The arrival dates that a run read for an entity's table. */
final class ReadDates {
  private ReadDates() {}

  /** Whether a row's {@code _arrival_date} is among them. */
  static String contains(TableUnderAudit seen, String row) {
    Entity entity = seen.facts().model().entity(((EntityTable) seen.table()).entity());
    if (entity.fullHistory()) {
      return "TRUE";
    }
    Source source = seen.facts().model().sources().get(entity.source());
    List<DayRange> read = seen.facts().ranges().read(source, seen.table().grain());
    return read.isEmpty()
        ? "FALSE"
        : read.stream()
            .map(
                r ->
                    row
                        + "._arrival_date BETWEEN DATE '"
                        + r.from()
                        + "' AND DATE '"
                        + r.to()
                        + "'")
            .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
