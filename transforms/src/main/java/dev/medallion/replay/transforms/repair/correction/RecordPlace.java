package dev.medallion.replay.transforms.repair.correction;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Which record it is, in which content of which object.
 *
 * @param object its path below the source's root
 * @param generation the object's: other content has another one
 * @param position from 0; -1: the object as a whole
 */
public record RecordPlace(String source, String object, String generation, long position)
    implements Serializable, Comparable<RecordPlace> {
  private static final Comparator<RecordPlace> ORDER =
      Comparator.comparing(RecordPlace::source)
          .thenComparing(RecordPlace::object)
          .thenComparing(RecordPlace::generation)
          .thenComparingLong(RecordPlace::position);

  public static RecordPlace of(DeadLetter letter) {
    return new RecordPlace(
        letter.source(), letter.object(), letter.generation(), letter.position());
  }

  /** A record of an object. */
  public static RecordPlace in(ObjectRef object, long position) {
    return new RecordPlace(object.source(), object.path(), object.generation(), position);
  }

  @Override
  public int compareTo(RecordPlace other) {
    return ORDER.compare(this, other);
  }

  /** {@code <object>#<position>}, as a person names it. */
  @Override
  public String toString() {
    return object + "#" + position;
  }
}
