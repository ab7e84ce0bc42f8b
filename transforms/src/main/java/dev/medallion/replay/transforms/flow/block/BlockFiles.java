package dev.medallion.replay.transforms.flow.block;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.Durable;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32C;

/** The blocks of a run, in files on its staging: one file a read unit, one block behind another. */
public final class BlockFiles {
  private final Address folder;

  /** The blocks of one run: {@code <staging>/blocks}. */
  public BlockFiles(Address staging) {
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
    Address file = folder.resolve(ref.file());
    byte[] bytes;
    try {
      bytes = LocalFiles.part(file, ref.offset(), ref.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (bytes.length < ref.length()) {
      throw new UncheckedIOException(StorageException.Altered.truncated(file));
    }
    if (crc(bytes) != ref.crc32c()) {
      throw new UncheckedIOException(StorageException.Altered.other(file));
    }
    return new Block(ref.stream(), ref.entity(), ref.shard(), ref.rows(), bytes);
  }

  private static long crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return crc.getValue();
  }

  /** Writes one file. Not thread-safe. */
  public static final class Writer implements AutoCloseable {
    private final Address address;
    private final List<BlockRef> refs = new ArrayList<>();
    private Outgoing file;
    private FileChannel channel;
    private long size;

    private Writer(Address address) {
      this.address = address;
    }

    /** Writes a block behind those before it. */
    public void add(Block block) {
      try {
        if (channel == null) {
          file = Outgoing.to(address);
          channel =
              FileChannel.open(
                  file.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
        ByteBuffer bytes = ByteBuffer.wrap(block.bytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + address, e);
      }
      refs.add(
          new BlockRef(
              block.stream(),
              block.entity(),
              block.shard(),
              block.rows(),
              address.name(),
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
      try (Outgoing whole = file) {
        channel.close();
        Durable.file(whole.path());
        whole.store();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + address, e);
      }
    }
  }
}
