package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Severity;

/** Like {@link Misplaced}, but for so few versions that they do not block. */
final class FewMisplaced extends Misplaced {
  public FewMisplaced() {
    super(Severity.WARNING, false);
  }
}
