package dev.medallion.replay.transforms.model;

import java.util.List;

/** The built-in audits, whose severity a model may set. */
final class AuditNames {
  public static final List<String> BUILT_IN =
      List.of(
          "unique_key",
          "not_null",
          "newer_published",
          "affected",
          "unpublished_input",
          "arrives_exceeded",
          "eroded",
          "lookback_exceeded",
          "incomplete_input",
          "no_objects",
          "unknown_scope",
          "unmatched_objects",
          "arrival_not_applied",
          "misplaced",
          "row_drop",
          "foreign_rows",
          "dead_letter_ratio",
          "foreign_key",
          "day_without_objects",
          "missing_sidecar",
          "correction_without_effect",
          "leftover_parts",
          "markers",
          "freshness",
          "baseline");

  private AuditNames() {}
}
