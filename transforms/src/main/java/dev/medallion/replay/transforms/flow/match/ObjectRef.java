package dev.medallion.replay.transforms.flow.match;

import java.io.Serial;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;

/**
 * An object, pinned: another generation or size is another object.
 *
 * @param source the model's source that it belongs to
 * @param uri a {@code gs://} address, or a local file's absolute path
 * @param path below the input root, with {@code /}: what messages and versions name, so that the
 *     same lake in another place gives the same rows
 * @param generation of the store; of a local file the hex SHA-256 of its bytes, never its time
 * @param bytes its size as stored
 * @param arrivalDate from its path
 * @param columns its path's named parts
 */
public record ObjectRef(
    String source,
    String uri,
    String path,
    String generation,
    long bytes,
    LocalDate arrivalDate,
    Map<String, String> columns)
    implements Serializable {

  @Serial
  private Object writeReplace() {
    return new ObjectRefForm(this);
  }
}
