package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Severity;

/**
 * As {@link ArrivesExceeded}, of partitions outside the window: they miss a version, and stay so.
 */
final class LateElsewhere extends ArrivesExceeded {
  public LateElsewhere() {
    super(Severity.WARNING, false);
  }
}
