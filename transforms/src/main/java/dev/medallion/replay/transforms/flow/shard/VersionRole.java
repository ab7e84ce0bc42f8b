package dev.medallion.replay.transforms.flow.shard;

/** Why a version that enters no partition of the run is told to the audits. */
public enum VersionRole {
  /** The winner, outside the scope, of an entity that has another version inside it. */
  CROSSING,
  /**
   * The winner, outside the scope, of an entity of which no version that was read lies inside it.
   * If the published ledger has the entity inside, it has moved all the same: its version there was
   * changed or repaired away.
   */
  ELSEWHERE,
  /** The winner of an entity whose rows the run does not replace, on whatever day. */
  OTHER_SCOPE,
  /**
   * It arrived outside its own partition's arrival range. Let in, it would win over what was read,
   * with other contents; or nothing of its entity was let in at all.
   */
  LATE
}
