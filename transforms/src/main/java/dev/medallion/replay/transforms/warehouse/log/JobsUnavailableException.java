package dev.medallion.replay.transforms.warehouse.log;

import java.io.IOException;

/** A warehouse gave no answer; what was asked for may have been done, or may still be. */
public final class JobsUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  public JobsUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
