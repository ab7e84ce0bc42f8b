package dev.medallion.replay.transforms.objects;

import java.io.Serializable;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What reading one object came to. Its records are counted here by the reader, independently of
 * where they end.
 *
 * @param object the object
 * @param unreadable it could not be read to its end; then none of its records counts
 * @param records how many it holds, dead ones included
 * @param rejected rule to how many it rejected
 * @param dead how many of its records are dead letters
 * @param newestMicros the newest version's time, the first {@code latest_by} of its entity, in
 *     microseconds since 1970; {@link Long#MIN_VALUE}: none
 */
public record ObjectOutcome(
    ObjectRef object,
    boolean unreadable,
    long records,
    Map<String, Long> rejected,
    long dead,
    long newestMicros)
    implements Serializable {

  /** The newest version's time, where a record was decoded and its entity has such a time. */
  public OptionalLong newest() {
    return newestMicros == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(newestMicros);
  }
}
