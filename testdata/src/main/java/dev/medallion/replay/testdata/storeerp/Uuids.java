package dev.medallion.replay.testdata.storeerp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** UUIDs that are a function of what they are for. */
final class Uuids {
  private static final String BACKFILL_NAMESPACE = "5e31a65164b14cca84b5bf94f95f7dd7";

  private Uuids() {}

  /** Version 5, in the namespace of the backfill script. */
  static String named(String name) {
    return uuid(HexFormat.of().parseHex(BACKFILL_NAMESPACE), name, 5);
  }

  /** Shaped like the random version 4. */
  static String random(long seed, String label) {
    return uuid(new byte[0], seed + ":" + label, 4);
  }

  private static String uuid(byte[] namespace, String name, int version) {
    byte[] hash = sha1(namespace, name.getBytes(StandardCharsets.UTF_8));
    hash[6] = (byte) ((hash[6] & 0x0f) | (version << 4));
    hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
    String hex = HexFormat.of().formatHex(hash, 0, 16);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  private static byte[] sha1(byte[] namespace, byte[] name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(namespace);
      return digest.digest(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
