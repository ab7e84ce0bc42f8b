package dev.medallion.replay.transforms.model.functions;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The key that masks are made with, derived from a secret: SQL that got hold of it would still not
 * have the secret. Neither serializable nor printable.
 */
public final class MaskKey {
  /** For SQL that is bound and not run. */
  static final MaskKey UNUSED = new MaskKey(new byte[0]);

  private static final String DERIVATION = "PBKDF2WithHmacSHA256";
  private static final String SALT = "masks of medallion-replay";
  private static final int ROUNDS = 20_000;
  private static final int KEY_BITS = 256;

  /** Of SHA-256; HMAC fills a key up to it. */
  private static final int BLOCK_BYTES = 64;

  private static final int INNER = 0x36;
  private static final int OUTER = 0x5c;

  private final byte[] key;

  private MaskKey(byte[] key) {
    this.key = key;
  }

  /** The key of a secret: always the same one. */
  public static MaskKey of(String secret) {
    // Hex, as a key is made of characters.
    PBEKeySpec spec =
        new PBEKeySpec(
            HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)).toCharArray(),
            SALT.getBytes(StandardCharsets.UTF_8),
            ROUNDS,
            KEY_BITS);
    try {
      return new MaskKey(
          SecretKeyFactory.getInstance(DERIVATION).generateSecret(spec).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + DERIVATION, e);
    }
  }

  /** A definition with the two blocks that HMAC hashes before a text and before its hash. */
  String into(String definition) {
    return definition.replace("${inner}", block(INNER)).replace("${outer}", block(OUTER));
  }

  /** For tests of the SQL. */
  byte[] bytes() {
    return key.clone();
  }

  private String block(int pad) {
    byte[] block = new byte[BLOCK_BYTES];
    for (int i = 0; i < BLOCK_BYTES; i++) {
      block[i] = (byte) ((i < key.length ? key[i] : 0) ^ pad);
    }
    return HexFormat.of().formatHex(block);
  }

  @Override
  public String toString() {
    return "a mask key";
  }
}
