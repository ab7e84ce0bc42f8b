package dev.medallion.replay.transforms.beam;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * All of a collection as one element, which there is for an empty collection too: {@link #list}
 * reads it.
 *
 * <p>For a step that plans on from the whole of it. A seed that has it as a side input would do the
 * same; but as long as a side input is not there, the DirectRunner tries the step again each time
 * that any other step has given something.
 *
 * @param <T> an element
 */
final class Together<T extends Serializable>
    extends PTransform<PCollection<T>, PCollection<KV<String, Iterable<T>>>> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;

  private Together(Class<T> type) {
    this.type = type;
  }

  static <T extends Serializable> Together<T> of(Class<T> type) {
    return new Together<>(type);
  }

  @Override
  public PCollection<KV<String, Iterable<T>>> expand(PCollection<T> parts) {
    KvCoder<String, T> coder =
        KvCoder.of(StringUtf8Coder.of(), NullableCoder.of(SerializableCoder.of(type)));
    PCollection<KV<String, T>> none =
        parts
            .getPipeline()
            .apply("Begin with none", Create.of(KV.of("", (T) null)).withCoder(coder));
    PCollection<KV<String, T>> keyed =
        parts.apply("Key all alike", WithKeys.of("")).setCoder(coder);
    return PCollectionList.of(none)
        .and(keyed)
        .apply("With none", Flatten.pCollections())
        .apply("Bring together", GroupByKey.create());
  }

  /** What was brought together. */
  static <T> List<T> list(KV<String, Iterable<T>> together) {
    List<T> list = Elements.list(together.getValue());
    list.removeIf(Objects::isNull);
    return list;
  }
}
