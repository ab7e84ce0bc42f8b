package dev.medallion.replay.transforms.flow.shard;

/** The schemas of the DuckDB that computes one shard; the model's SQL sees only {@code main}. */
final class ShardSchemas {
  /** The events as decoded, a table an entity. */
  static final String RAW = "raw";

  /** The objects that they came from, a table an entity. */
  static final String SEEN = "seen";

  /** The versions, ranked, a table an entity. */
  static final String RANKED = "ranked";

  /** Which version each row of the stream's tables comes from, a table a table. */
  static final String OUT = "out";

  /** Which version a part belongs to, a table a part. */
  static final String LINKED = "linked";

  /** Versions that lack a part, a table an entity that has parts. */
  static final String INCOMPLETE = "incomplete";

  /** Where each version ends, a table an entity that has parts. */
  static final String ENDED = "ended";

  /** The days that the run replaces, as column {@code day}. */
  static final String SCOPE_DAYS = "run.scope_days";

  private ShardSchemas() {}
}
