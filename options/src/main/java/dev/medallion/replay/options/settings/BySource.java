package dev.medallion.replay.options.settings;

import java.io.Serializable;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A value for every source, or for some of them.
 *
 * @param values by source; {@link #EVERY} stands for those that are not named
 */
public record BySource<T extends Serializable>(TreeMap<String, T> values) implements Serializable {
  /** Stands for every source that has no value of its own. */
  public static final String EVERY = "";

  public BySource {
    values = new TreeMap<>(values);
  }

  /** The same value for every source. */
  public static <T extends Serializable> BySource<T> every(T value) {
    TreeMap<String, T> values = new TreeMap<>();
    values.put(EVERY, value);
    return new BySource<>(values);
  }

  public static <T extends Serializable> BySource<T> none() {
    return new BySource<>(new TreeMap<>());
  }

  public Optional<T> of(String source) {
    return Optional.ofNullable(values.getOrDefault(source, values.get(EVERY)));
  }
}
