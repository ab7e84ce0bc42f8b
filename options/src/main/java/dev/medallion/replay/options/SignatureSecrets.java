package dev.medallion.replay.options;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The secrets that may have signed a webhook body: several, while they rotate.
 *
 * @param values never printed
 */
public record SignatureSecrets(List<String> values) implements Serializable {
  /** Secrets separated by commas. */
  public static final String ENVIRONMENT = "REPLAY_SIGNATURE_SECRETS";

  public SignatureSecrets {
    values = List.copyOf(values);
  }

  /**
   * Reads them.
   *
   * @param file one secret a line, {@code #} begins a comment; empty: none
   * @param environment of the process
   */
  public static SignatureSecrets read(String file, Map<String, String> environment)
      throws IOException {
    Stream<String> lines =
        file.isEmpty() ? Stream.empty() : Files.readAllLines(Path.of(file)).stream();
    Stream<String> variable = Stream.of(environment.getOrDefault(ENVIRONMENT, "").split(","));
    return new SignatureSecrets(
        Stream.concat(lines, variable)
            .map(String::strip)
            .filter(s -> !s.isEmpty() && !s.startsWith("#"))
            .distinct()
            .toList());
  }

  @Override
  public String toString() {
    return values.size() + " secrets";
  }
}
