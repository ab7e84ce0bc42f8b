package dev.medallion.replay.transforms.warehouse;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * What dead letters are replaced by: those of one source and entity that arrived on one day.
 *
 * @param entity {@link dev.medallion.replay.transforms.deadletter.DeadLetter#UNKNOWN_ENTITY} where
 *     it can't be told
 */
public record DeadLetterUnit(String source, String entity, LocalDate arrivalDate)
    implements Serializable {

  @Override
  public String toString() {
    return source + "/" + entity + "/" + arrivalDate;
  }
}
