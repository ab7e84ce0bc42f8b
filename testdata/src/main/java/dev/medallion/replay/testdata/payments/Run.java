package dev.medallion.replay.testdata.payments;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * One extraction.
 *
 * @param id sorts by time
 * @param dt the folder's date: the day it started
 * @param start of the first entity
 */
record Run(String id, LocalDate dt, Instant start) {
  static Run at(Instant start) {
    return new Run(Times.runId(start), start.atOffset(ZoneOffset.UTC).toLocalDate(), start);
  }

  /** The same run, attempted again. */
  Run again(int seconds) {
    return new Run(id, dt, start.plusSeconds(seconds));
  }

  Instant startOf(Entity entity) {
    return start.plusSeconds(entity.secondsIntoRun());
  }

  String folder(Entity entity) {
    return "bronze/source=stripe/entity=" + entity.folder() + "/dt=" + dt + "/run_id=" + id;
  }
}
