package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQuery;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A client whose process dies at one of its calls: before it is sent, or before it is answered. */
final class MortalClient {
  private static final Set<String> CALLS =
      Set.of("create", "update", "delete", "getJob", "getTable", "getDataset");

  /** The process is dead. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private MortalClient() {}

  /**
   * Dies at a call.
   *
   * @param call its number, from 1; 0: at none
   * @param isAnswered whether the call is carried out all the same
   */
  static BigQuery of(BigQuery client, int call, boolean isAnswered) {
    AtomicInteger calls = new AtomicInteger();
    return (BigQuery)
        Proxy.newProxyInstance(
            MortalClient.class.getClassLoader(),
            new Class<?>[] {BigQuery.class},
            (proxy, method, arguments) -> {
              int number = CALLS.contains(method.getName()) ? calls.incrementAndGet() : 0;
              boolean isDead = call > 0 && number >= call;
              if (isDead && !(number == call && isAnswered)) {
                throw new Killed();
              }
              try {
                Object answer = method.invoke(client, arguments);
                if (isDead) {
                  throw new Killed();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
