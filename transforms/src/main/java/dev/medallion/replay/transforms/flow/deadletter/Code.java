package dev.medallion.replay.transforms.flow.deadletter;

/** Why a record could not be used. Closed: each has a test that produces it. */
public enum Code {
  /** The object could not be read to its end: corrupt gzip, no permission, vanished. */
  UNREADABLE_OBJECT,
  /** Not a record of its format: truncated, invalid UTF-8, nested too deep. */
  MALFORMED_RECORD,
  /** A required field is absent or null. */
  MISSING_FIELD,
  /** A value of another type, which can't be converted without loss. */
  BAD_TYPE,
  /** A number, date or text length beyond what its field can hold or the contract allows. */
  OUT_OF_RANGE,
  /** A value that is not among those allowed, or does not match the pattern. */
  NOT_ALLOWED,
  /** A rule of the model between fields does not hold. */
  RULE_FAILED,
  /** The path names an entity that the model doesn't know. */
  UNKNOWN_ENTITY,
  /** The record's own key is not the one that its path names. */
  KEY_MISMATCH,
  /** There is no usable record of a part that the event needs in its folder. */
  MISSING_PART,
  /** Longer than the model's limit. */
  TOO_LARGE,
  /** The raw body does not match its signature under any configured secret. */
  BAD_SIGNATURE,
  /** Not a record but an answer that says why there is none: the entity's {@code error_when}. */
  UPSTREAM_ERROR_BODY
}
