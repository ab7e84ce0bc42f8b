package dev.medallion.replay.options.chance;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * The only source of clock times, ids and random numbers.
 *
 * <p>All other code receives such values as arguments, so the same input gives the same output. The
 * build rejects the JDK's own sources anywhere else.
 */
@ProvidesNondeterminism
public final class Nondeterminism {
  private static final DateTimeFormatter RUN_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private Nondeterminism() {}

  /** The clock's time. */
  public static Instant now() {
    return Instant.now();
  }

  /** A new run id, e.g. {@code 20260203T101500-9f3c2a}: sorts by start, unique by its tail. */
  public static String newRunId() {
    return RUN_TIME.format(Instant.now()) + "-" + newToken();
  }

  /** 32 random hex digits: no two digests with a salt of their own can be compared. */
  public static String newSalt() {
    return randomHex(16);
  }

  /** Six random hex digits: tells two attempts at the same work apart, never part of a result. */
  public static String newToken() {
    return randomHex(3);
  }

  private static String randomHex(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
