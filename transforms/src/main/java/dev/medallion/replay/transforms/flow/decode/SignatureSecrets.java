package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.secret.SecretManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The secrets that signatures are checked with; several while they are rotated.
 *
 * <p>On purpose neither serializable nor printable: each worker loads them for itself.
 */
public final class SignatureSecrets {
  /** The environment variable: secrets separated by commas. */
  public static final String VARIABLE = "REPLAY_SIGNATURE_SECRETS";

  public static final SignatureSecrets NONE = new SignatureSecrets(List.of());

  private static final String OPTION = "--signature-secrets=";
  private static final String DIGEST = "PBKDF2WithHmacSHA256";
  private static final int DIGEST_BITS = 256;

  /** A guess costs as much, and a run makes one digest a secret. */
  private static final int ROUNDS = 20_000;

  private final List<byte[]> secrets;

  private SignatureSecrets(List<byte[]> secrets) {
    this.secrets = secrets;
  }

  /** Those of {@link #VARIABLE}; none where it is not set. */
  public static SignatureSecrets ofEnvironment(Map<String, String> environment) {
    return of(Arrays.stream(environment.getOrDefault(VARIABLE, "").split(",", -1)));
  }

  /** One a line; {@code #} begins a comment. */
  public static SignatureSecrets ofText(String text) {
    return of(text.lines().filter(line -> !line.strip().startsWith("#")));
  }

  /**
   * Those of the environment, and of files or secrets of Secret Manager.
   *
   * @throws UncheckedIOException naming the first that can't be read
   * @throws UsageException where a file holds none: nothing would be checked
   */
  public static SignatureSecrets load(Collection<Address> files, Map<String, String> environment) {
    SignatureSecrets secrets = ofEnvironment(environment);
    for (Address file : files) {
      secrets = secrets.and(ofFile(file));
    }
    return secrets;
  }

  private static SignatureSecrets ofFile(Address file) {
    try {
      SignatureSecrets own = ofText(decoded(bytes(file)));
      if (own.isEmpty()) {
        throw new UsageException(
            List.of(
                OPTION
                    + file
                    + " holds no secret: write one in each line, or leave the option out"));
      }
      return own;
    } catch (CharacterCodingException e) {
      throw new UsageException(
          List.of(OPTION + file + " is not UTF-8 text: write its secrets in UTF-8"));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + OPTION + file, e);
    }
  }

  private static byte[] bytes(Address file) throws IOException {
    return SecretManager.serves(file)
        ? SecretManager.ofEnvironment().read(file)
        : StandardStorages.get().of(file).read(file).bytes();
  }

  /** The text of a file, without the mark that some editors put before it. */
  private static String decoded(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static SignatureSecrets of(Stream<String> secrets) {
    return new SignatureSecrets(
        secrets
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .map(s -> s.getBytes(StandardCharsets.UTF_8))
            .toList());
  }

  /** These, and another's. */
  public SignatureSecrets and(SignatureSecrets more) {
    return new SignatureSecrets(Stream.concat(secrets.stream(), more.secrets.stream()).toList());
  }

  /**
   * What tells them from others and does not give them away: of each one the PBKDF2 digest, in hex.
   *
   * @param salt not the same for any two uses
   */
  public SortedSet<String> digests(String salt) {
    SortedSet<String> digests = new TreeSet<>();
    for (byte[] secret : secrets) {
      // Hex, as a key is made of characters.
      PBEKeySpec key =
          new PBEKeySpec(
              HexFormat.of().formatHex(secret).toCharArray(),
              salt.getBytes(StandardCharsets.UTF_8),
              ROUNDS,
              DIGEST_BITS);
      try {
        byte[] digest = SecretKeyFactory.getInstance(DIGEST).generateSecret(key).getEncoded();
        digests.add(HexFormat.of().formatHex(digest));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has " + DIGEST, e);
      }
    }
    return digests;
  }

  public boolean isEmpty() {
    return secrets.isEmpty();
  }

  List<byte[]> secrets() {
    return secrets;
  }

  @Override
  public String toString() {
    return secrets.size() + " signature secrets";
  }
}
