package dev.medallion.replay.transforms.flow.match;

/** The input root is not there, or is no folder; the message names it and says what to do. */
public final class MissingRootException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MissingRootException(String message) {
    super(message);
  }
}
