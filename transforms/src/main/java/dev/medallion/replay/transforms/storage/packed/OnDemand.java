package dev.medallion.replay.transforms.storage.packed;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is worked out when it is first asked for, and kept.
 *
 * @param <T> of it; never null
 */
public final class OnDemand<T> implements Supplier<T> {
  private final Supplier<T> source;
  private Optional<T> known = Optional.empty();

  public OnDemand(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public synchronized T get() {
    if (known.isEmpty()) {
      known = Optional.of(source.get());
    }
    return known.get();
  }
}
