package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Pins an object to its content, so that a later change of it is seen. */
public final class Pinning {
  private static final int BUFFER_BYTES = 1 << 16;

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
    MessageDigest digest = Sha256.start();
    long bytes = 0;
    try (InputStream in = store.open(object.path())) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        bytes += n;
      }
    } catch (ObjectUnreadableException e) {
      throw e;
    } catch (IOException e) {
      throw new ObjectUnreadableException(object.path(), String.valueOf(e.getMessage()));
    }
    return new ObjectRef(
        object.source(),
        object.uri(),
        object.path(),
        Sha256.hex(digest),
        bytes,
        object.arrivalDate(),
        object.columns());
  }
}
