package dev.medallion.replay.transforms.warehouse.bigquery;

import java.util.Optional;

/** A reason for which a table must not be written to. */
@FunctionalInterface
interface TargetCheck {
  /** What is in the way, and the way out; empty: nothing. */
  Optional<String> problem(Target target);
}
