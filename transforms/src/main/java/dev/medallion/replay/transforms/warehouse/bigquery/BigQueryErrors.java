package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.log.JobsUnavailableException;
import java.util.Optional;
import java.util.Set;

/**
 * What the service and its client report. Reasons: <a
 * href="https://cloud.google.com/bigquery/docs/error-messages">error messages of BigQuery</a>.
 */
final class BigQueryErrors {
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;

  private static final int TOO_MANY = 429;
  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;

  /** Why a call or a job may do better later. */
  private static final Set<String> PASSING =
      Set.of(
          "backendError",
          "internalError",
          "jobBackendError",
          "jobInternalError",
          "jobRateLimitExceeded",
          "rateLimitExceeded",
          "tableUnavailable",
          "timeout");

  /** Of a transaction that another one got in the way of; its reason says nothing of it. */
  private static final String ABORTED = "Transaction is aborted due to concurrent update";

  private BigQueryErrors() {}

  /** Whether another job like the one that failed may do better. */
  static boolean mayPass(BigQueryError error) {
    return (error.getReason() != null && PASSING.contains(error.getReason()))
        || (error.getMessage() != null && error.getMessage().contains(ABORTED));
  }

  /** Whether another call like the one that failed may do better. */
  static boolean mayPass(BigQueryException e) {
    return e.getCode() <= 0
        || e.getCode() >= SERVER_ERROR
        || e.getCode() == TOO_MANY
        || Optional.ofNullable(e.getError()).filter(BigQueryErrors::mayPass).isPresent();
  }

  /** A job was not begun, or nobody knows whether it was. */
  static JobsUnavailableException unavailable(BigQueryException e) {
    return new JobsUnavailableException("BigQuery: " + message(e), e);
  }

  /** Something could not be read. */
  static WarehouseException failed(String what, BigQueryException e) {
    return new WarehouseException("BigQuery can't " + what + ": " + message(e), e);
  }

  /** Whether this account may not do it. */
  static boolean isDenied(BigQueryException e) {
    return e.getCode() == FORBIDDEN
        && e.getError() != null
        && "accessDenied".equals(e.getError().getReason());
  }

  private static String message(BigQueryException e) {
    String message = String.valueOf(e.getMessage());
    return e.getCode() == FORBIDDEN ? "not permitted, or beyond a quota: " + message : message;
  }
}
