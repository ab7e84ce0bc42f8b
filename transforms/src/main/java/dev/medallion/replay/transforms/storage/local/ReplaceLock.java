package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one at a time compare a file with what is expected and replace it, among the threads of this
 * process and among processes. The system gives it back when the process ends.
 */
final class ReplaceLock implements AutoCloseable {
  /** Locks of files do not keep threads of one process apart. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private static final int NAME_DIGITS = 12;

  private final Path file;
  private final FileChannel channel;

  private ReplaceLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Waits until nobody else replaces the file. */
  static ReplaceLock of(Path target) throws IOException {
    String digest = Sha256.ofText(target.getFileName().toString());
    // Named like a draft, so that it is not listed.
    Path file = target.resolveSibling(".replace." + digest.substring(0, NAME_DIGITS) + ".draft");
    THREADS.lock();
    boolean taken = false;
    try {
      while (true) {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
          channel.lock();
          taken = isAtItsPlace(file, channel);
        } finally {
          if (!taken) {
            channel.close();
          }
        }
        if (taken) {
          return new ReplaceLock(file, channel);
        }
      }
    } finally {
      if (!taken) {
        THREADS.unlock();
      }
    }
  }

  /** Whoever had the lock before deletes the file, and another one may be there by now. */
  private static boolean isAtItsPlace(Path file, FileChannel channel) throws IOException {
    String token = Nondeterminism.newSalt();
    channel.write(ByteBuffer.wrap(token.getBytes(StandardCharsets.UTF_8)), 0);
    try {
      return Files.readString(file).equals(token);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
    } finally {
      THREADS.unlock();
    }
  }
}
