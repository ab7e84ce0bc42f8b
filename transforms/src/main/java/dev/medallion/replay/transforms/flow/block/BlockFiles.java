package dev.medallion.replay.transforms.flow.block;

import dev.medallion.replay.transforms.storage.files.Durable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32C;

/** The blocks of a run, in files on its staging: one file a read unit, one block behind another. */
public final class BlockFiles {
  private final Path folder;

  /** The blocks of one run: {@code <staging>/blocks}. */
  public BlockFiles(Path staging) {
    this.folder = staging.resolve("blocks");
  }

  /** A new file; nothing is made until it gets a block. */
  public Writer write(String name) {
    return new Writer(folder.resolve(name + ".blocks"));
  }

  /** Blocks, each read when its turn comes. */
  public Iterable<Block> read(Iterable<BlockRef> refs) {
    return () -> StreamSupport.stream(refs.spliterator(), false).map(this::read).iterator();
  }

  /**
   * Reads a block.
   *
   * @throws UncheckedIOException where its bytes are not there any more, or are others
   */
  public Block read(BlockRef ref) {
    Path file = folder.resolve(ref.file());
    ByteBuffer bytes = ByteBuffer.allocate(ref.length());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, ref.offset() + bytes.position()) < 0) {
          throw new EOFException(file + " is truncated; start a new run");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (crc(bytes.array()) != ref.crc32c()) {
      throw new UncheckedIOException(
          new IOException(file + " was altered after it was written; start a new run"));
    }
    return new Block(ref.stream(), ref.entity(), ref.shard(), ref.rows(), bytes.array());
  }

  private static long crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }

  /** Writes one file. Not thread-safe. */
  public static final class Writer implements AutoCloseable {
    private final Path file;
    private final List<BlockRef> refs = new ArrayList<>();
    private FileChannel channel;
    private long size;

    private Writer(Path file) {
      this.file = file;
    }

    /** Writes a block behind those before it. */
    public void add(Block block) {
      try {
        if (channel == null) {
          Files.createDirectories(file.getParent());
          channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
        ByteBuffer bytes = ByteBuffer.wrap(block.bytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
      refs.add(
          new BlockRef(
              block.stream(),
              block.entity(),
              block.shard(),
              block.rows(),
              file.getFileName().toString(),
              size,
              block.bytes().length,
              crc(block.bytes())));
      size += block.bytes().length;
    }

    /** Where the blocks lie that were added, in their order. */
    public List<BlockRef> refs() {
      return List.copyOf(refs);
    }

    @Override
    public void close() {
      if (channel == null) {
        return;
      }
      try {
        channel.close();
        Durable.file(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
    }
  }
}
