package dev.medallion.replay.pipelines;

/** How far a replay goes. */
public enum Mode {
  /** Up to the audits: shows what would change, and leaves no trace. */
  PLAN,
  /** To the end. */
  RUN
}
