package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.storage.Pinned;

/** Pins an object to its content, so that a later change of it is seen. */
public final class Pinning {
  private Pinning() {}

  /**
   * The object with its generation and true size. A store that keeps generations has said it when
   * listing; a local file's is the hex SHA-256 of its bytes.
   *
   * @throws ObjectUnreadableException where it can't be read to its end
   */
  public static ObjectRef pin(ObjectStore store, ObjectRef object)
      throws ObjectUnreadableException {
    if (!object.generation().isEmpty()) {
      return object;
    }
    Pinned pinned = store.pin(object.path());
    return new ObjectRef(
        object.source(),
        object.uri(),
        object.path(),
        pinned.generation().value(),
        pinned.bytes(),
        object.arrivalDate(),
        object.columns());
  }
}
