package dev.medallion.replay.pipelines;

import java.nio.file.Path;

/** Something broke in a run; its folder, if it came to be, keeps the details. */
final class RunFailedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Path folder;

  RunFailedException(Path folder, Throwable cause) {
    super(cause.getMessage(), cause);
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }
}
