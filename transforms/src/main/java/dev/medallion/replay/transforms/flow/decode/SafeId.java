package dev.medallion.replay.transforms.flow.decode;

import java.util.regex.Pattern;

/**
 * A value as a path holds it: stripped, each run of characters outside {@code A-Za-z0-9_.=-} made
 * {@code _}, then {@code _} and {@code .} stripped; {@code unknown} where nothing is left.
 */
final class SafeId {
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_.=-]+");
  private static final Pattern EDGES = Pattern.compile("^[._]+|[._]+$");

  private SafeId() {}

  static String of(String value) {
    String safe = EDGES.matcher(UNSAFE.matcher(value.strip()).replaceAll("_")).replaceAll("");
    return safe.isEmpty() ? "unknown" : safe;
  }
}
