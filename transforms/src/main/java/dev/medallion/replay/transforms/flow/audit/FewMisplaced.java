package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Severity;

/** As {@link Misplaced}, of so few versions that they do not block. */
final class FewMisplaced extends Misplaced {
  public FewMisplaced() {
    super(Severity.WARNING, false);
  }
}
