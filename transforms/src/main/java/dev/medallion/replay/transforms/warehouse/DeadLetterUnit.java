package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.DayRange;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * The unit by which dead letters are replaced: those of one source and entity that arrived in a
 * range of days.
 *
 * @param entity {@link dev.medallion.replay.transforms.flow.deadletter.DeadLetter#UNKNOWN_ENTITY}
 *     where it can't be told
 */
public record DeadLetterUnit(String source, String entity, DayRange arrived)
    implements Serializable {
  /** No object arrived before. */
  private static final LocalDate BEGIN = LocalDate.of(1, 1, 1);

  /** Those that arrived on one day. */
  public static DeadLetterUnit ofDay(String source, String entity, LocalDate day) {
    return new DeadLetterUnit(source, entity, DayRange.ofDay(day));
  }

  /** Those of everything up to a day, objects that are gone by now included. */
  public static DeadLetterUnit upTo(String source, String entity, LocalDate today) {
    return new DeadLetterUnit(source, entity, new DayRange(BEGIN, today));
  }

  /** Whether the other one's dead letters are all among these. */
  public boolean holds(DeadLetterUnit other) {
    return source.equals(other.source)
        && entity.equals(other.entity)
        && arrived.contains(other.arrived.from())
        && arrived.contains(other.arrived.to());
  }

  @Override
  public String toString() {
    String days =
        arrived.from().equals(arrived.to()) ? arrived.from().toString() : arrived.toString();
    return source + "/" + entity + "/" + days;
  }
}
