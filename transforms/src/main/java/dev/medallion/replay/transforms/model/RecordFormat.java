package dev.medallion.replay.transforms.model;

/** How an object holds records. Each may be gzipped: that is seen by its first bytes. */
public enum RecordFormat {
  /** One JSON document. */
  JSON,
  /** One JSON document a line. */
  JSONL
}
