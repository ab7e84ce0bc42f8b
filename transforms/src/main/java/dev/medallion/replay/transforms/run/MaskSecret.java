package dev.medallion.replay.transforms.run;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.model.functions.MaskKey;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.secret.SecretDigest;
import dev.medallion.replay.transforms.storage.secret.SecretFile;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secret that a run's masks are made with: not the secret itself, but where it is, and a digest
 * that tells it from others. Each process reads it for itself, and refuses another one: two masks
 * of one person would differ.
 *
 * @param files the file of the secret; none: it is in the environment
 * @param digest salted by the run; empty: the run makes no masks
 */
public record MaskSecret(List<Address> files, String digest) implements Serializable {
  /** The environment variable. */
  public static final String VARIABLE = "REPLAY_MASK_SECRET";

  /** Of a run that makes no masks, or that an earlier program began. */
  public static final MaskSecret NONE = new MaskSecret(List.of(), "");

  private static final int SHORTEST = 16;

  private static final String OPTION = "--mask-secret";

  /** Of this process: to derive one is slow on purpose. */
  private static final Map<MaskSecret, MaskKey> KEYS = new ConcurrentHashMap<>();

  public MaskSecret {
    files = List.copyOf(files);
  }

  /**
   * The secret of a run that is about to begin.
   *
   * @param files the option's, at most one
   * @param salt of this run alone
   * @throws UsageException where there is none, or several
   */
  public static MaskSecret of(List<Address> files, String salt, Map<String, String> environment) {
    String secret =
        read(files, environment)
            .orElseThrow(
                () ->
                    new UsageException(
                        List.of(
                            "the model's SQL masks personal data, and there is no secret to do it"
                                + " with: give "
                                + OPTION
                                + "=<file>, with one line of at least 16 characters that nobody can"
                                + " guess, or set the environment variable "
                                + VARIABLE)));
    if (secret.length() < SHORTEST) {
      throw new UsageException(
          List.of(
              Text.format(
                  "the mask secret is too short: masks of people that somebody guesses could be"
                      + " tried out; take at least %d characters",
                  SHORTEST)));
    }
    return new MaskSecret(files, digest(secret, salt));
  }

  /**
   * The key of the masks.
   *
   * @throws UsageException where this process has another secret than the run began with, or none
   */
  MaskKey key(String salt, Map<String, String> environment) {
    MaskKey known = KEYS.get(this);
    if (known != null) {
      return known;
    }
    List<String> differences = differences(salt, environment);
    if (!differences.isEmpty()) {
      throw new UsageException(differences);
    }
    return KEYS.computeIfAbsent(this, secret -> MaskKey.of(read(files, environment).orElseThrow()));
  }

  /** What keeps a run from going on with the secret that there is now. */
  public List<String> differences(String salt, Map<String, String> environment) {
    if (digest.isEmpty()) {
      return List.of();
    }
    Optional<String> now;
    try {
      now = read(files, environment);
    } catch (UncheckedIOException e) {
      return List.of(e.getMessage() + ", which the run started with");
    }
    if (now.isPresent() && digest(now.get(), salt).equals(digest)) {
      return List.of();
    }
    return List.of(
        Text.format(
            "mask secret: the run started with one that is %s now; restore %s",
            now.isPresent() ? "another" : "missing",
            files.isEmpty() ? "the environment variable " + VARIABLE : "the file " + files.get(0)));
  }

  private static Optional<String> read(List<Address> files, Map<String, String> environment) {
    if (files.isEmpty()) {
      return Optional.of(environment.getOrDefault(VARIABLE, "").strip()).filter(s -> !s.isEmpty());
    }
    List<String> secrets = SecretFile.read(OPTION, files.get(0));
    if (secrets.size() > 1) {
      throw new UsageException(
          List.of(
              Text.format(
                  "%s=%s holds %d secrets, but masks are made with one: keep one line",
                  OPTION, files.get(0), secrets.size())));
    }
    return Optional.of(secrets.get(0));
  }

  private static String digest(String secret, String salt) {
    return SecretDigest.of(secret.getBytes(StandardCharsets.UTF_8), "masks of " + salt);
  }
}
