package dev.medallion.replay.transforms.flow.format;

import java.io.IOException;

/** A record is not one of its format, or can be understood in two ways. */
public final class MalformedRecordException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * The exception.
   *
   * @param message what is wrong, without the record's content
   */
  public MalformedRecordException(String message) {
    super(message);
  }
}
