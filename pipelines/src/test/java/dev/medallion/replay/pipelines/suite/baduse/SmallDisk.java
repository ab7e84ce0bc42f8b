package dev.medallion.replay.pipelines.suite.baduse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own, as small as it is asked for. Only root can make one. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  static SmallDisk at(Path folder, int kilobytes) throws IOException {
    Files.createDirectories(folder);
    boolean mounted =
        ended("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString());
    Assumptions.assumeTrue(mounted, "only root can mount a small disk");
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  void makeReadOnly() throws IOException {
    if (!ended("mount", "-o", "remount,ro", folder.toString())) {
      throw new IOException("could not make read-only: " + folder);
    }
  }

  /** Takes all space but a little. */
  void fill(int keptKilobytes) throws IOException {
    long free = folder.toFile().getUsableSpace() - keptKilobytes * 1024L;
    Files.write(folder.resolve("filling"), new byte[(int) free]);
  }

  @Override
  public void close() throws IOException {
    if (!ended("umount", folder.toString())) {
      ended("umount", "-l", folder.toString());
    }
  }

  private static boolean ended(String... command) throws IOException {
    try {
      return new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
