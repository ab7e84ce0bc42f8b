package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.secret.SecretDigest;
import dev.medallion.replay.transforms.storage.secret.SecretFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The secrets that signatures are checked with; several while they are rotated.
 *
 * <p>On purpose neither serializable nor printable: each worker loads them for itself.
 */
public final class SignatureSecrets {
  /** The environment variable: secrets separated by commas. */
  public static final String VARIABLE = "REPLAY_SIGNATURE_SECRETS";

  public static final SignatureSecrets NONE = new SignatureSecrets(List.of());

  private static final String OPTION = "--signature-secrets";
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
    return of(SecretFile.secrets(text).stream());
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
    return of(SecretFile.read(OPTION, file).stream());
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
    return secrets.stream()
        .map(secret -> SecretDigest.of(secret, salt))
        .collect(Collectors.toCollection(TreeSet::new));
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
