package dev.medallion.replay.bigqueryserver.store;

/** What tells two states of a resource apart. */
final class Etag {
  private Etag() {}

  static String of(long modified, String resource) {
    return "e" + Long.toHexString(modified) + "-" + Integer.toHexString(resource.hashCode());
  }
}
