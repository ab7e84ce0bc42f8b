package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.decode.SignatureCounts.Result;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks {@code t=<epoch s>,v1=<hex>[,v1=<hex>]}: the HMAC-SHA256 of {@code "<t>." + body} under
 * any of the secrets. A replay comes long after delivery, so there is no tolerance window.
 */
final class SignatureChecker {
  private static final String ALGORITHM = "HmacSHA256";

  private final List<Mac> macs = new ArrayList<>();

  SignatureChecker(SignatureSecrets secrets) {
    try {
      for (byte[] secret : secrets.secrets()) {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(secret, ALGORITHM));
        macs.add(mac);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /**
   * Checks one record. Fields are read from the payload, so it has to say what the signed body
   * says.
   *
   * @param body the raw body, where it is stored
   * @param payload the parsed payload's bytes as stored, where there is one
   */
  Result check(Optional<String> header, Optional<String> body, Optional<byte[]> payload) {
    if (header.isEmpty()) {
      return Result.UNSIGNED;
    }
    if (macs.isEmpty()) {
      return Result.UNCHECKED;
    }
    if (body.isPresent()) {
      byte[] signed = body.get().getBytes(StandardCharsets.UTF_8);
      if (!matches(header.get(), signed)) {
        return Result.BAD;
      }
      return payload.isEmpty() || SameJson.of(signed, payload.get())
          ? Result.VERIFIED
          : Result.OTHER_PAYLOAD;
    }
    return payload.isPresent() && matches(header.get(), payload.get())
        ? Result.VERIFIED
        : Result.UNVERIFIABLE;
  }

  private boolean matches(String header, byte[] body) {
    String time = "";
    List<byte[]> signatures = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      String item = part.strip();
      if (item.startsWith("t=")) {
        time = item.substring(2);
      } else if (item.startsWith("v1=")) {
        hex(item.substring(3)).ifPresent(signatures::add);
      }
    }
    boolean matches = false;
    for (Mac mac : macs) {
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      byte[] expected = mac.doFinal(body);
      for (byte[] signature : signatures) {
        matches |= MessageDigest.isEqual(expected, signature);
      }
    }
    return matches;
  }

  private static Optional<byte[]> hex(String text) {
    try {
      return Optional.of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
