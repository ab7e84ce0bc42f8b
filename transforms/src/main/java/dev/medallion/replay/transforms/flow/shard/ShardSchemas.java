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

  /** The days that the run replaces, as column {@code day}. */
  static final String SCOPE_DAYS = "run.scope_days";

  private ShardSchemas() {}
}
