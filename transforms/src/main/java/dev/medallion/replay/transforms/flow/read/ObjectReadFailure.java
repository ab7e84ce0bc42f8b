package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.match.ObjectRef;

/**
 * An object could not be read to its end, or is not what was pinned. None of its records were
 * delivered.
 */
public final class ObjectReadFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final ObjectRef object;

  ObjectReadFailure(ObjectRef object, String message) {
    super(message);
    this.object = object;
  }

  ObjectReadFailure(ObjectRef object, String message, Throwable cause) {
    super(message, cause);
    this.object = object;
  }

  /**
   * The one dead letter that stands for the whole object.
   *
   * @param entity as its path tells, {@link DeadLetter#UNKNOWN_ENTITY} where it does not
   */
  public DeadLetter toDeadLetter(String entity) {
    return deadLetter(object, entity, getMessage());
  }

  /** The dead letter of an object that could not be read, or pinned. */
  public static DeadLetter deadLetter(ObjectRef object, String entity, String message) {
    return new DeadLetter(
        object.source(),
        entity,
        object.arrivalDate(),
        object.path(),
        object.generation(),
        -1,
        object.columns(),
        "read",
        Code.UNREADABLE_OBJECT,
        "",
        message,
        new byte[0],
        1);
  }
}
