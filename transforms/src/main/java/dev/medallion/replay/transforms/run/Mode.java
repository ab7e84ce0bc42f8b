package dev.medallion.replay.transforms.run;

/** How far a replay goes. */
public enum Mode {
  /** Up to the audits: shows what would change, and leaves no trace. */
  PLAN,
  /** The same, and what it would publish is kept to be applied. */
  KEPT_PLAN,
  /** To the end. */
  RUN;

  /** Whether a good verdict is published. */
  public boolean publishes() {
    return this == RUN;
  }
}
