package dev.medallion.replay.bigqueryserver.http;

import dev.medallion.replay.options.chance.Nondeterminism;

/** The time, as the service writes it. */
final class Clock {
  private Clock() {}

  /** In milliseconds. */
  static long now() {
    return Nondeterminism.now().toEpochMilli();
  }
}
