package dev.medallion.replay.pipelines.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of the payments model in a folder of its own, that a test may change. */
public final class ModelCopy {
  private static final Path PAYMENTS = Path.of("../transforms/models/payments");

  private final Lake files;

  private ModelCopy(Lake files) {
    this.files = files;
  }

  public static ModelCopy in(Path folder) {
    return new ModelCopy(Lake.copyOf(PAYMENTS, folder));
  }

  /** A model that was corrected: charges may have the status {@code lost} as well. */
  public static ModelCopy withLostCharges(Path folder) {
    return in(folder)
        .replace(
            "model.yaml",
            "enum: [succeeded, pending, failed]",
            "enum: [succeeded, pending, failed, lost]");
  }

  /** Replaces a text that stands once in a file. */
  public ModelCopy replace(String file, String text, String by) {
    String before = read(file);
    int at = before.indexOf(text);
    if (at < 0 || before.indexOf(text, at + 1) >= 0) {
      throw new IllegalArgumentException("does not stand once in " + file + ": " + text);
    }
    return write(file, before.replace(text, by));
  }

  /** Writes a file, over what stood there. */
  public ModelCopy write(String file, String text) {
    files.put(file, text);
    return this;
  }

  /** {@code --model=<folder>}. */
  public String option() {
    return "--model=" + files.root();
  }

  private String read(String file) {
    try {
      return Files.readString(files.root().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
