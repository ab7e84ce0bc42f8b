package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Severity;

/**
 * Like {@link ArrivesExceeded}, but for partitions outside the window: they lack a version, and the
 * run does not change that.
 */
final class LateElsewhere extends ArrivesExceeded {
  public LateElsewhere() {
    super(Severity.WARNING, false);
  }
}
