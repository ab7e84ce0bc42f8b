package dev.medallion.replay.bigqueryserver.faults;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What happens to some calls.
 *
 * @param method of the calls, or {@code *}
 * @param path is found in the calls' paths
 * @param after how many such calls pass first
 * @param count how many are hit
 * @param delay of a slow answer
 */
public record Fault(Kind kind, String method, Pattern path, int after, int count, Duration delay) {

  /** What goes wrong. */
  public enum Kind {
    /** 503, and nothing happened. */
    UNAVAILABLE_BEFORE,
    /** 503, but it happened. */
    UNAVAILABLE_AFTER,
    /** 429, and nothing happened. */
    TOO_MANY_REQUESTS,
    /** 403 {@code quotaExceeded}, and nothing happened. */
    QUOTA_EXCEEDED,
    /** 403 {@code accessDenied}, and nothing happened. */
    ACCESS_DENIED,
    /** The connection ends without an answer, and nothing happened. */
    DROPPED_BEFORE,
    /** The connection ends without an answer, but it happened: the answer is lost. */
    DROPPED_AFTER,
    /** The answer is late. */
    SLOW;

    /** Whether the call has its effect. */
    public boolean acts() {
      return this == UNAVAILABLE_AFTER || this == DROPPED_AFTER || this == SLOW;
    }
  }

  /** The next call of this method whose path has this in it. */
  public static Fault next(Kind kind, String method, String path) {
    return new Fault(kind, method, Pattern.compile(path), 0, 1, Duration.ZERO);
  }

  public Fault after(int calls) {
    return new Fault(kind, method, path, calls, count, delay);
  }

  public Fault times(int calls) {
    return new Fault(kind, method, path, after, calls, delay);
  }

  public Fault waiting(Duration time) {
    return new Fault(kind, method, path, after, count, time);
  }

  boolean matches(String calledMethod, String calledPath) {
    return (method.equals("*") || method.equals(calledMethod)) && path.matcher(calledPath).find();
  }
}
