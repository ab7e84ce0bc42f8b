package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.ReplayOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.settings.Places;
import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.secret.SecretManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses that options name: what nobody serves is refused by the option's name. */
public final class Addresses {
  private static final String SIGNATURES = "--signature-secrets";
  private static final String MASKS = "--mask-secret";

  private Addresses() {}

  /** Adds a problem for each option of a replay that names something elsewhere. */
  public static void check(ReplayOptions options, Problems problems) {
    elsewhere(options.getModel()).ifPresent(text -> check("--model", text, problems));
    for (String input : Optional.ofNullable(options.getInput()).orElse(List.of())) {
      int equals = input.indexOf('=');
      boolean named = equals > 0 && input.substring(0, equals).matches("[a-z][a-z0-9_]*");
      elsewhere(named ? input.substring(equals + 1) : input)
          .ifPresent(
              text ->
                  check(
                      "--input" + (named ? "=" + input.substring(0, equals) : ""), text, problems));
    }
    elsewhere(options.getState()).ifPresent(text -> check("--state", text, problems));
    elsewhere(options.getStaging()).ifPresent(text -> check("--staging", text, problems));
    checkSecret(SIGNATURES, options.getSignatureSecrets(), problems);
    checkSecret(MASKS, options.getMaskSecret(), problems);
  }

  private static void checkSecret(String option, String given, Problems problems) {
    elsewhere(given)
        .ifPresent(
            text -> {
              try {
                secret(option, text);
              } catch (UsageException e) {
                e.problems().forEach(problems::add);
              }
            });
  }

  private static Optional<String> elsewhere(String text) {
    return Optional.ofNullable(text).filter(Places::hasScheme);
  }

  private static void check(String option, String text, Problems problems) {
    try {
      of(option, text);
    } catch (UsageException e) {
      e.problems().forEach(problems::add);
    }
  }

  /**
   * The address that a text names.
   *
   * @param option where it stands, e.g. {@code --state}
   * @throws UsageException where it is none, or nobody serves it
   */
  public static Address of(String option, String text) {
    return StandardStorages.get().address(option, text);
  }

  /** The folder of runs and published files. */
  public static Address state(RunSettings settings) {
    return of("--state", settings.state());
  }

  /** The folder of the run's own files. */
  static Address staging(RunSettings settings) {
    return of("--staging", settings.staging()).resolve(settings.runId());
  }

  /** A file of secrets, or a secret of Secret Manager, which holds such a file's text. */
  private static Address secret(String option, String text) {
    if (!text.startsWith("secret:")) {
      return of(option, text);
    }
    try {
      Address address = Address.parse(text);
      SecretManager.check(address);
      return address;
    } catch (IllegalArgumentException e) {
      throw new UsageException(List.of(option + "=" + text + ": " + e.getMessage()));
    }
  }

  /** Where webhook secrets are. */
  static List<Address> secrets(RunSettings settings) {
    return secrets(SIGNATURES, settings.signatureSecrets());
  }

  /** Where the secret of masks is. */
  static List<Address> maskSecret(RunSettings settings) {
    return secrets(MASKS, settings.maskSecret());
  }

  private static List<Address> secrets(String option, String given) {
    return Stream.of(given)
        .filter(text -> !text.isEmpty())
        .map(text -> secret(option, text))
        .toList();
  }
}
