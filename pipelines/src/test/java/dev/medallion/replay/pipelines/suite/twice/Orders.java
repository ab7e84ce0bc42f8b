package dev.medallion.replay.pipelines.suite.twice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.values.KV;

/** What a grouping brought together, in other orders: a runner promises none. */
final class Orders {
  private interface Change {
    void in(List<?> values);
  }

  private Orders() {}

  /** The same, held in memory, so that it is there after the run. */
  static <T> T held(T value) {
    return changed(value, values -> {});
  }

  static <T> T reversed(T value) {
    return changed(value, Collections::reverse);
  }

  static <T> T rotated(T value) {
    return changed(value, values -> Collections.rotate(values, 1));
  }

  @SuppressWarnings("unchecked")
  private static <T> T changed(T value, Change change) {
    if (value instanceof KV<?, ?> pair && pair.getValue() instanceof Iterable<?> values) {
      return (T) KV.of(pair.getKey(), list(values, change));
    }
    return value instanceof Iterable<?> values ? (T) list(values, change) : value;
  }

  private static List<Object> list(Iterable<?> values, Change change) {
    List<Object> list = new ArrayList<>();
    values.forEach(list::add);
    change.in(list);
    return list;
  }
}
