package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Entity;

/** What becomes of a record: exactly one of these. */
public sealed interface Outcome {

  /**
   * A typed event.
   *
   * @param values by field, in the contract's order; null where the record has none. STRING, JSON
   *     and LIST_STRUCT (as JSON text): String; INT64 and TIMESTAMP (microseconds since 1970):
   *     Long; DECIMAL: BigDecimal of the type's scale; DOUBLE: Double; BOOL: Boolean; DATE (days
   *     since 1970): Integer
   * @param nanos by timestamp among the order terms ({@link Entity#orderTimes}), its nanoseconds
   *     beyond the microsecond, 0 to 999; empty where all are 0
   * @param deleted the version removes its entity
   */
  @SuppressWarnings("ArrayRecordComponent") // on the hot path, and never compared
  record Decoded(Entity entity, Object[] values, int[] nanos, boolean deleted) implements Outcome {
    static final int[] NO_NANOS = {};
  }

  /** Not eligible, by a rule of the model: counted, no error. */
  record Rejected(Entity entity, String rule) implements Outcome {}

  /**
   * Bad.
   *
   * @param entity its name, {@link DeadLetter#UNKNOWN_ENTITY} where it can't be told
   * @param field JSON pointer or name of the field at fault; empty: none
   * @param message without personal data
   */
  record Dead(Code code, String entity, String field, String message) implements Outcome {

    /** With the bytes it stands in. */
    public DeadLetter toDeadLetter(ObjectRef object, long position, byte[] raw) {
      return new DeadLetter(
          object.source(),
          entity,
          object.arrivalDate(),
          object.path(),
          object.generation(),
          position,
          object.columns(),
          "decode",
          code,
          field,
          message,
          raw,
          1);
    }
  }
}
