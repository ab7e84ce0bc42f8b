package dev.medallion.replay.transforms.storage.gcs.proxy;

/** What goes wrong with a call. */
public enum ProxyFault {
  /** Nothing. */
  NONE,
  /** It is answered with 503, and not carried out. */
  UNAVAILABLE_BEFORE,
  /** It is carried out, and answered with 503. */
  UNAVAILABLE_AFTER,
  /** It is answered with 429, and not carried out. */
  THROTTLED,
  /** The connection is closed, and it is not carried out. */
  DROPPED,
  /** It is carried out, and the connection is closed without an answer. */
  ANSWER_LOST,
  /** It is carried out, and the connection is closed in the middle of the answer's body. */
  ANSWER_CUT,
  /** Bytes that are stored as gzip come unpacked; for reads of whole objects. */
  TRANSCODED
}
