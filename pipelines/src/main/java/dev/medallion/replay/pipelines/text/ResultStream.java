package dev.medallion.replay.pipelines.text;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The stream for results. A {@link PrintStream} swallows errors; this one remembers the first, so
 * that a command whose output was lost does not exit as good.
 */
public final class ResultStream extends PrintStream {
  private final Remembering target;

  public ResultStream(OutputStream target) {
    this(new Remembering(target));
  }

  private ResultStream(Remembering target) {
    super(target, true, StandardCharsets.UTF_8);
    this.target = target;
  }

  /** Why not everything was written, if it was not. */
  public Optional<IOException> failure() {
    flush();
    return Optional.ofNullable(target.first);
  }

  /** Whether whoever reads has gone, as {@code head} does when it has seen enough. */
  public static boolean isClosedPipe(IOException failure) {
    String said = String.valueOf(failure.getMessage());
    return said.contains("Broken pipe") || said.contains("Pipe closed");
  }

  private static final class Remembering extends FilterOutputStream {
    private volatile IOException first;

    Remembering(OutputStream target) {
      super(target);
    }

    @FunctionalInterface
    private interface Write {
      void run() throws IOException;
    }

    @Override
    public void write(int one) throws IOException {
      remember(() -> out.write(one));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      remember(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      remember(out::flush);
    }

    private void remember(Write write) throws IOException {
      if (first != null) {
        // Nobody gets the rest.
        throw first;
      }
      try {
        write.run();
      } catch (IOException e) {
        first = e;
        throw e;
      }
    }
  }
}
