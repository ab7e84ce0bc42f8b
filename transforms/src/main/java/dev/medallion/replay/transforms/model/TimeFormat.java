package dev.medallion.replay.transforms.model;

import java.time.ZoneId;
import java.util.Optional;

/**
 * How a date or timestamp is written.
 *
 * @param kind by name, or by a pattern
 * @param pattern of {@link Kind#PATTERN}, as {@link java.time.format.DateTimeFormatter} reads it;
 *     otherwise empty
 * @param zone of times that name none
 */
public record TimeFormat(Kind kind, String pattern, Optional<ZoneId> zone) {

  /** The named formats. */
  public enum Kind {
    /** Whole or fractional seconds since 1970, UTC. */
    EPOCH_SECONDS,
    /** Milliseconds since 1970, UTC. */
    EPOCH_MILLIS,
    /** {@code 2026-02-03T10:15:00.123456+00:00}: up to nanoseconds, cut to microseconds. */
    ISO8601,
    /** A pattern of letters. */
    PATTERN
  }
}
