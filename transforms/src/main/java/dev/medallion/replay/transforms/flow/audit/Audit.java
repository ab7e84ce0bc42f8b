package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.model.Severity;
import java.util.List;

/**
 * One rule that a run must keep. To add one, add a class here and a line in {@link Audits}.
 *
 * @param <C> what it checks
 */
public interface Audit<C> {
  /** As {@code --allow} and the model's severities name it. */
  String name();

  /** What a finding does where the model does not say otherwise. */
  Severity severity();

  List<Observation> check(C context);
}
