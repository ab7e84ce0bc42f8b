package dev.medallion.replay.transforms.model;

/** What a finding does to the run. */
public enum Severity {
  /** Nothing is published. */
  BLOCK,
  /** Said in the receipt. */
  WARNING,
  /** Not looked at. */
  OFF
}
