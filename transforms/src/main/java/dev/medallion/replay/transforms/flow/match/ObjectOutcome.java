package dev.medallion.replay.transforms.flow.match;

import java.io.Serial;
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
 * @param weight how much of it is dead
 * @param newestMicros the newest version's time, the first {@code latest_by} of its entity, in
 *     microseconds since 1970; {@link Long#MIN_VALUE}: none
 */
public record ObjectOutcome(
    ObjectRef object,
    boolean unreadable,
    long records,
    Map<String, Long> rejected,
    long dead,
    Weight weight,
    long newestMicros)
    implements Serializable {

  /**
   * What counting records does not tell.
   *
   * @param bytes of all records, unpacked
   * @param deadBytes of those that are dead letters
   * @param deadEvents how many events the dead records seem to hold: a line may hold many
   */
  public record Weight(long bytes, long deadBytes, long deadEvents) implements Serializable {
    public static final Weight NONE = new Weight(0, 0, 0);
  }

  /** Of an object that could not be read to its end, or not at all. */
  public static ObjectOutcome unreadable(ObjectRef object) {
    return new ObjectOutcome(object, true, 0, Map.of(), 0, Weight.NONE, Long.MIN_VALUE);
  }

  /**
   * Whether nothing came of it though it held several events: it was read, and is lost all the
   * same. A bad object of one event is a dead letter like any other.
   */
  public boolean isLost() {
    return records > 0 && dead == records && weight.deadEvents() > 1;
  }

  @Serial
  private Object writeReplace() {
    return new ObjectOutcomeForm(this);
  }

  /** The newest version's time, where a record was decoded and its entity has such a time. */
  public OptionalLong newest() {
    return newestMicros == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(newestMicros);
  }
}
