package dev.medallion.replay.transforms.flow.shard;

/** Where a decoded record ends. Each ends in exactly one. */
public enum Fate {
  /** The latest version of its entity, on a day of the window: it makes rows. */
  WINNER,
  /** A losing version that says the same as the winner. */
  DUPLICATE,
  /** A losing version that says something else. */
  SUPERSEDED,
  /** The latest version, and it removes its entity. */
  DELETED,
  /** A winner for which its tables' SQL yields no row. */
  FILTERED_BY_SQL,
  /** The latest version, on a day outside the window. */
  OUTSIDE_WINDOW,
  /** It arrived outside its own partition's arrival range, and never enters it. */
  OUTSIDE_ARRIVAL,
  /** An event without a part that it needs: a dead letter. */
  MISSING_PART,
  /** A part in whose folder there is no event that could be used. */
  WITHOUT_EVENT
}
