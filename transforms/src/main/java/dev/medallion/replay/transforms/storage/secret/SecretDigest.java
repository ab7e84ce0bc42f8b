package dev.medallion.replay.transforms.storage.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** What tells a secret from others and does not give it away. */
public final class SecretDigest {
  private static final String DIGEST = "PBKDF2WithHmacSHA256";
  private static final int DIGEST_BITS = 256;

  /** A guess costs as much, and a run makes one digest a secret. */
  private static final int ROUNDS = 20_000;

  private SecretDigest() {}

  /**
   * The PBKDF2 digest, in hex.
   *
   * @param salt not the same for any two uses
   */
  public static String of(byte[] secret, String salt) {
    // Hex, as a key is made of characters.
    PBEKeySpec key =
        new PBEKeySpec(
            HexFormat.of().formatHex(secret).toCharArray(),
            salt.getBytes(StandardCharsets.UTF_8),
            ROUNDS,
            DIGEST_BITS);
    try {
      return HexFormat.of()
          .formatHex(SecretKeyFactory.getInstance(DIGEST).generateSecret(key).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + DIGEST, e);
    }
  }
}
