package dev.medallion.replay.transforms.beam;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Small, serializable elements: the outcomes that the tail of a run is made of. */
final class Elements {
  private Elements() {}

  /** Sets the coder of a collection of outcomes. */
  static <T extends Serializable> PCollection<T> coded(PCollection<T> outcomes, Class<T> type) {
    return outcomes.setCoder(SerializableCoder.of(type));
  }

  /**
   * Hands units of work out to whatever workers there are: each under a key of its own, grouped. A
   * grouping also settles its input, so a step after it sees the same units when it is retried.
   */
  static <T extends Serializable> PCollection<KV<String, Iterable<T>>> spread(
      String name, PCollection<KV<String, T>> units, Class<T> type) {
    return units.setCoder(keyedCoder(type)).apply(name, GroupByKey.create());
  }

  static <T extends Serializable> KvCoder<String, T> keyedCoder(Class<T> type) {
    return KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(type));
  }

  /** Hands units out under keys of their own. */
  static <T> void keyed(Iterable<T> units, Consumer<KV<String, T>> out) {
    int number = 0;
    for (T unit : units) {
      out.accept(KV.of(Integer.toString(number++), unit));
    }
  }

  /** What stands in parts, in one list. */
  static <P, T> List<T> flat(Iterable<P> parts, Function<P, List<T>> elements) {
    List<T> list = new ArrayList<>();
    parts.forEach(part -> list.addAll(elements.apply(part)));
    return list;
  }

  /** The one element that there must be. */
  static <T> T only(Iterable<T> elements) {
    List<T> list = list(elements);
    if (list.size() != 1) {
      throw new IllegalStateException(list.size() + " elements, where there must be one");
    }
    return list.get(0);
  }

  static <T> List<T> list(Iterable<T> elements) {
    List<T> list = new ArrayList<>();
    elements.forEach(list::add);
    return list;
  }
}
