package dev.medallion.replay.transforms.flow.deadletter;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * A bad record, with what is needed to replay it. Its identity is (uri, generation, position,
 * stage, code).
 *
 * @param source the model's source
 * @param entity the entity it belongs to, {@code _unknown} where that can't be told
 * @param arrivalDate from the object's path
 * @param object the object's path below the input root
 * @param generation the object's
 * @param position of the record within the object, from 0; -1: the object as a whole
 * @param columns the object's path columns
 * @param stage {@code read} or {@code decode}
 * @param field JSON pointer or name of the field at fault; empty: none
 * @param message says what is wrong, without personal data
 * @param raw bytes that the source's format makes the same record of: JSON's exactly as they stand
 *     in the object; empty for a whole object
 * @param attempt 1, and one more for each redrive
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below look at the bytes
public record DeadLetter(
    String source,
    String entity,
    LocalDate arrivalDate,
    String object,
    String generation,
    long position,
    Map<String, String> columns,
    String stage,
    Code code,
    String field,
    String message,
    byte[] raw,
    int attempt)
    implements Serializable {
  /** The entity of a record whose entity can't be told. */
  public static final String UNKNOWN_ENTITY = "_unknown";

  /** The same letter, of another attempt. */
  public DeadLetter atAttempt(int number) {
    return new DeadLetter(
        source,
        entity,
        arrivalDate,
        object,
        generation,
        position,
        columns,
        stage,
        code,
        field,
        message,
        raw,
        number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeadLetter that
        && source.equals(that.source)
        && entity.equals(that.entity)
        && arrivalDate.equals(that.arrivalDate)
        && object.equals(that.object)
        && generation.equals(that.generation)
        && position == that.position
        && columns.equals(that.columns)
        && stage.equals(that.stage)
        && code == that.code
        && field.equals(that.field)
        && message.equals(that.message)
        && Arrays.equals(raw, that.raw)
        && attempt == that.attempt;
  }

  @Override
  public int hashCode() {
    return Objects.hash(object, generation, position, stage, code);
  }
}
