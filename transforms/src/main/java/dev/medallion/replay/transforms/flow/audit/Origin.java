package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Source;
import java.util.List;
import java.util.stream.Collectors;

/** What a run knows of the object that a published version came from, as SQL conditions. */
final class Origin {
  private Origin() {}

  /** This source, this path, read to its end: the run did not. */
  static String wasNotRead(LedgerUnderAudit seen, String version) {
    return "NOT EXISTS (SELECT 1 FROM %1$s o WHERE o.source = %2$s._source AND o.path = %2$s._object)"
        .formatted(seen.seen().objects(), version);
  }

  /** It arrived on a date that the run read: had it been there, it would have been read. */
  static String isOnDatesRead(LedgerUnderAudit seen, String version) {
    Entity entity = seen.ledger().entity();
    if (entity.fullHistory()) {
      return "%s._arrival_date <= DATE '%s'".formatted(version, seen.facts().ranges().today());
    }
    // Sources of one entity reach equally far.
    Source source = seen.facts().model().anySourceOf(entity);
    List<DayRange> read = seen.facts().ranges().read(source, seen.arrivalGrain());
    return read.isEmpty()
        ? "FALSE"
        : read.stream()
            .map(
                r ->
                    "%s._arrival_date BETWEEN DATE '%s' AND DATE '%s'"
                        .formatted(version, r.from(), r.to()))
            .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
