package dev.medallion.replay.transforms.storage.secret;

import dev.medallion.replay.transforms.storage.Address;
import java.util.List;

/**
 * A version of a secret, as an address says it: {@code secret://<project>/<secret>/<version>}; the
 * newest one without a version.
 */
record SecretName(String project, String secret, String version) {
  static final String SCHEME = "secret";

  private static final String NAME = "[A-Za-z0-9_-]{1,255}";
  private static final String VERSION = "[0-9]+|latest|" + NAME;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException where the address names none
   */
  static SecretName of(Address address) {
    List<String> path = List.of(address.path().split("/", -1));
    if (!address.scheme().equals(SCHEME)
        || path.size() > 2
        || !path.get(0).matches(NAME)
        || !path.get(path.size() - 1).matches(VERSION)) {
      throw new IllegalArgumentException(
          "write a secret of Secret Manager as secret://<project>/<secret>/<version>");
    }
    return new SecretName(address.root(), path.get(0), path.size() == 2 ? path.get(1) : "latest");
  }
}
