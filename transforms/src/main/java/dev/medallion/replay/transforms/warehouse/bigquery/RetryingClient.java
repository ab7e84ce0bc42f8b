package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.api.core.NanoClock;
import com.google.api.gax.retrying.BasicResultRetryAlgorithm;
import com.google.api.gax.retrying.ResultRetryAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.RetryHelper;
import com.google.cloud.RetryHelper.RetryHelperException;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * A client that repeats a call which may do better later: an answer 429 or 5xx, a broken
 * connection. The official client (2.62.0) repeats calls whose connection broke, but not those that
 * were answered 503; that is switched off in {@link BigQueryClient}, or the two would multiply.
 *
 * <p>A call whose answer was lost is repeated too, so a caller takes "it is there already" for what
 * it asked for: a job is known by its id and its label, a dataset and a table are looked at again.
 */
final class RetryingClient {
  /** As the service asks for: at least a second, at most half a minute, with jitter. */
  static final RetrySettings PATIENT = settings(Duration.ofSeconds(1), Duration.ofSeconds(32));

  /** For a server on this machine. */
  static final RetrySettings QUICK = settings(Duration.ofMillis(20), Duration.ofMillis(500));

  private static final int TRIES = 7;
  private static final double GROWTH = 2;

  private static final ResultRetryAlgorithm<Object> MAY_PASS =
      new BasicResultRetryAlgorithm<>() {
        @Override
        public boolean shouldRetry(Throwable failure, Object answer) {
          return failure instanceof BigQueryException e && BigQueryErrors.mayPass(e);
        }
      };

  private RetryingClient() {}

  private static RetrySettings settings(Duration first, Duration longest) {
    return RetrySettings.newBuilder()
        .setInitialRetryDelayDuration(first)
        .setRetryDelayMultiplier(GROWTH)
        .setMaxRetryDelayDuration(longest)
        .setMaxAttempts(TRIES)
        .build();
  }

  /**
   * Repeats the calls of a client.
   *
   * @param settings how often, and how long it waits in between
   */
  static BigQuery of(BigQuery client, RetrySettings settings) {
    return (BigQuery)
        Proxy.newProxyInstance(
            RetryingClient.class.getClassLoader(),
            new Class<?>[] {BigQuery.class},
            (proxy, method, arguments) -> {
              try {
                return RetryHelper.runWithRetries(
                    () -> call(client, method, arguments),
                    settings,
                    MAY_PASS,
                    NanoClock.getDefaultClock());
              } catch (RetryHelperException e) {
                throw e.getCause();
              }
            });
  }

  private static Object call(BigQuery client, Method method, Object[] arguments) throws Exception {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception failure) {
        throw failure;
      }
      throw e;
    }
  }
}
