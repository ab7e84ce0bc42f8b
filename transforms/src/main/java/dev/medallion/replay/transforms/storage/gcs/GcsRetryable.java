package dev.medallion.replay.transforms.storage.gcs;

import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.retrying.ResultRetryAlgorithm;
import com.google.api.gax.retrying.TimedAttemptSettings;
import com.google.auth.Retryable;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageRetryStrategy;
import java.io.IOException;
import java.util.Set;

/**
 * Which failed calls may be made again: what the service says may pass, and all that broke on the
 * way. The official client's own list knows only what the JDK's connections report, and not all of
 * that.
 */
final class GcsRetryable implements StorageRetryStrategy {
  private static final long serialVersionUID = 1L;

  private static final Set<Integer> MAY_PASS = Set.of(408, 429);
  private static final int SERVER_ERRORS = 500;

  @Override
  public ResultRetryAlgorithm<?> getIdempotentHandler() {
    return new Handler();
  }

  @Override
  public ResultRetryAlgorithm<?> getNonidempotentHandler() {
    // There is none: each call that writes names the generation that it expects.
    return new Handler();
  }

  static boolean is(Throwable failure) {
    boolean broke = false;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof StorageException e && e.getCode() > 0) {
        return is(e.getCode());
      }
      if (t instanceof HttpResponseException e) {
        return is(e.getStatusCode());
      }
      if (t instanceof Retryable e) {
        // Credentials that could not be had.
        return e.isRetryable();
      }
      broke |= t instanceof IOException;
    }
    return broke;
  }

  private static boolean is(int status) {
    return MAY_PASS.contains(status) || status >= SERVER_ERRORS;
  }

  private static final class Handler implements ResultRetryAlgorithm<Object> {
    @Override
    public TimedAttemptSettings createNextAttempt(
        Throwable failure, Object response, TimedAttemptSettings before) {
      // The pauses are those of GcsRetries.
      return null;
    }

    @Override
    public boolean shouldRetry(Throwable failure, Object response) {
      return is(failure);
    }
  }
}
