package dev.medallion.replay.transforms.storage;

import java.io.IOException;

/** A file that this program wrote holds something else, or only a part of it. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names the file. The parser's own words say nothing to a user: they are for the details. */
  public DamagedFileException(Address file, Exception cause) {
    super(file + " is damaged or incomplete");
    addSuppressed(cause);
  }

  /** Of a file that can be parsed, and lacks what it must have. */
  public DamagedFileException(Address file) {
    super(file + " is damaged or incomplete");
  }
}
