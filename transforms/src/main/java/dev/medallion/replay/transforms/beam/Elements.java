package dev.medallion.replay.transforms.beam;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** Small, serializable elements: the outcomes that the tail of a run is made of. */
final class Elements {
  private Elements() {}

  /** Sets the coder of a collection of outcomes. */
  static <T extends Serializable> PCollection<T> coded(PCollection<T> outcomes, Class<T> type) {
    return outcomes.setCoder(SerializableCoder.of(type));
  }

  /** All outcomes, as a side input. */
  static <T extends Serializable> PCollectionView<Iterable<T>> all(
      String name, PCollection<T> outcomes) {
    return outcomes.apply(name, View.asIterable());
  }

  static <T> List<T> list(Iterable<T> elements) {
    List<T> list = new ArrayList<>();
    elements.forEach(list::add);
    return list;
  }
}
