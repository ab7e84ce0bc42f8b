package dev.medallion.replay.bigqueryserver.errors;

/**
 * A refusal in the service's terms: a status of HTTP, a reason and a message. A call answers with
 * it; a job that was accepted ends with it as its error.
 *
 * <p>Reasons and their status: cloud.google.com/bigquery/docs/error-messages.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;

  public ApiException(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  /** With the status that belongs to the reason. */
  public static ApiException of(String reason, String message) {
    int code =
        switch (reason) {
          case "notFound" -> 404;
          case "duplicate" -> 409;
          case "accessDenied", "quotaExceeded", "rateLimitExceeded" -> 403;
          case "backendError", "internalError" -> 500;
          default -> 400;
        };
    return new ApiException(code, reason, message);
  }

  /** 404 {@code notFound}. */
  public static ApiException notFound(String what) {
    return new ApiException(404, "notFound", "Not found: " + what);
  }

  /** 409 {@code duplicate}. */
  public static ApiException duplicate(String what) {
    return new ApiException(409, "duplicate", "Already Exists: " + what);
  }

  /** 400 {@code invalid}. */
  public static ApiException invalid(String message) {
    return new ApiException(400, "invalid", message);
  }

  /** 400 {@code invalidQuery}. */
  public static ApiException invalidQuery(String message) {
    return new ApiException(400, "invalidQuery", message);
  }

  /** The service may do this, this server does not: never another result in silence. */
  public static ApiException unsupported(String what) {
    return new ApiException(
        400, "invalid", "The test server of BigQuery does not support " + what + ".");
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
