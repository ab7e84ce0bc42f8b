package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;

/**
 * What becomes of the digits of a timestamp beyond the microsecond, which no column holds: they are
 * cut where nothing hangs on them, and never where two values would become one.
 */
enum Fineness {
  /** Cut, towards the past. */
  CUT,
  /** Kept beside the microseconds, as a {@link FineTime}: versions are ordered by it. */
  KEPT,
  /** Refused: the value names something. */
  REFUSED;

  static Fineness of(Entity entity, Field field) {
    boolean isCompared = field.pathColumn().isPresent() && !field.isOfPath();
    if (entity.key().contains(field.name()) || isCompared) {
      return REFUSED;
    }
    return entity.orderTimes().contains(field) ? KEPT : CUT;
  }
}
