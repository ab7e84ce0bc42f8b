package dev.medallion.replay.transforms.storage.gcs;

import com.google.api.gax.retrying.RetrySettings;
import java.time.Duration;

/**
 * How often a call to Cloud Storage is made again: the only place that says so. The official client
 * repeats what {@link GcsRetryable} lets it; each pause is drawn at random up to a bound that
 * doubles. Below the client nothing repeats a call ({@link GcsTransport}).
 *
 * <p>Every call can be repeated: those that write name the generation that they expect.
 */
final class GcsRetries {
  /** With a fifth of all calls refused, one in ten millions is given up. */
  static final int CALLS = 10;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final int LONGEST_IN_FIRST = 64;
  private static final int ALL_IN_FIRST = 600;

  /** However short the pauses are, a busy machine must not cut the calls short. */
  private static final Duration ALL_AT_LEAST = Duration.ofMinutes(1);

  private GcsRetries() {}

  /** For Google's own service: pauses of about 0.5, 1, 2 ... 32 seconds, 5 minutes in all. */
  static RetrySettings usual() {
    return from(FIRST_PAUSE);
  }

  /** The same with another first pause, which the others grow with. */
  static RetrySettings from(Duration firstPause) {
    Duration growing = firstPause.multipliedBy(ALL_IN_FIRST);
    Duration all = growing.compareTo(ALL_AT_LEAST) < 0 ? ALL_AT_LEAST : growing;
    return RetrySettings.newBuilder()
        .setMaxAttempts(CALLS)
        .setInitialRetryDelayDuration(firstPause)
        .setRetryDelayMultiplier(2)
        .setMaxRetryDelayDuration(firstPause.multipliedBy(LONGEST_IN_FIRST))
        .setInitialRpcTimeoutDuration(all)
        .setRpcTimeoutMultiplier(1)
        .setMaxRpcTimeoutDuration(all)
        .setTotalTimeoutDuration(all)
        .build();
  }
}
