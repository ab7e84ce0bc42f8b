package dev.medallion.replay.transforms.storage.gcs;

import com.google.cloud.ReadChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.CopyRequest;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Children;
import dev.medallion.replay.transforms.storage.Generation;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.Snapshot;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Buckets of Google Cloud Storage: {@code gs://<bucket>/<path>}. A generation is that of GCS. Bytes
 * are those that were uploaded, whatever {@code Content-Encoding} says of them.
 */
public final class GcsStorage implements Storage {
  private static final int BUFFER = 1 << 16;

  /** How often an object is read, or deleted, that others replace meanwhile. */
  private static final int READS = 50;

  private final Supplier<com.google.cloud.storage.Storage> clients;

  /**
   * Buckets.
   *
   * @param client asked for when a bucket is; it repeats by itself what may be repeated
   */
  public GcsStorage(Supplier<com.google.cloud.storage.Storage> client) {
    this.clients = client;
  }

  private com.google.cloud.storage.Storage client() {
    return clients.get();
  }

  @Override
  public String scheme() {
    return Address.GS;
  }

  @Override
  public Optional<Pinned> create(Address address, ByteSource bytes) throws StorageException {
    require(address);
    return new GcsWrites(client()).create(address, bytes);
  }

  @Override
  public Pinned replace(Pinned expected, ByteSource bytes) throws StorageException {
    require(expected.address());
    try {
      return new GcsWrites(client()).replace(expected, bytes);
    } catch (StorageException.PreconditionFailed e) {
      throw stat(expected.address()).isPresent()
          ? e
          : new StorageException.Absent(expected.address());
    }
  }

  @Override
  public Snapshot read(Address address) throws StorageException {
    for (int attempt = 1; attempt <= READS; attempt++) {
      Pinned object = pin(address);
      try (InputStream in = open(object)) {
        return new Snapshot(object, in.readAllBytes());
      } catch (StorageException.PreconditionFailed e) {
        // Somebody replaced it between the look and the read: what is there now is read.
      } catch (StorageException e) {
        throw e;
      } catch (IOException e) {
        throw new StorageException.Unavailable(address, "can't be read: " + e.getMessage(), e);
      }
    }
    throw replaced(address, "read");
  }

  @Override
  public InputStream open(Pinned object, long from, long length) throws StorageException {
    long bytes = Math.max(0, Math.min(length, object.bytes() - from));
    if (bytes == 0) {
      requireUnchanged(object);
      return InputStream.nullInputStream();
    }
    InputStream stream = stream(object, from, bytes);
    try {
      // The request is sent by the first read: what is wrong with the object is said here.
      BufferedInputStream begun =
          new BufferedInputStream(stream, (int) Math.min(BUFFER, bytes + 1));
      begun.mark(1);
      begun.read();
      begun.reset();
      return begun;
    } catch (IOException e) {
      try (stream) {
        throw e;
      } catch (StorageException.PreconditionFailed changed) {
        throw gone(object);
      } catch (StorageException known) {
        throw known;
      } catch (IOException other) {
        throw new StorageException.Unavailable(
            object.address(), "can't be read: " + other.getMessage(), other);
      }
    }
  }

  private InputStream stream(Pinned object, long from, long bytes) throws StorageException {
    ReadChannel channel =
        client().reader(id(object), BlobSourceOption.shouldReturnRawInputStream(true));
    // It would hold 2 MiB for each object that is open; what it is wrapped in holds less.
    channel.setChunkSize(0);
    if (bytes < object.bytes()) {
      // The whole is asked for without a bound: if it is longer than that, it is another.
      limit(channel, object, from, bytes);
    }
    return new GcsStream(Channels.newInputStream(channel), object, bytes);
  }

  private static void limit(ReadChannel channel, Pinned object, long from, long bytes)
      throws StorageException {
    try {
      channel.seek(from);
    } catch (IOException e) {
      throw new StorageException.Unavailable(
          object.address(), "can't be read: " + e.getMessage(), e);
    }
    channel.limit(from + bytes);
  }

  private void requireUnchanged(Pinned object) throws StorageException {
    if (!pin(object.address()).equals(object)) {
      throw StorageException.PreconditionFailed.changed(object.address());
    }
  }

  @Override
  public Optional<Stat> stat(Address address) throws StorageException {
    try {
      return Optional.ofNullable(
              client().get(id(address), BlobGetOption.fields(BlobField.SIZE, BlobField.GENERATION)))
          .map(b -> new Stat(address, b.getSize(), Optional.of(generation(b))));
    } catch (com.google.cloud.storage.StorageException e) {
      throw GcsErrors.ofLook(address, e);
    }
  }

  @Override
  public Pinned pin(Address address) throws StorageException {
    Stat stat = stat(address).orElseThrow(() -> new StorageException.Absent(address));
    return new Pinned(address, stat.generation().orElseThrow(), stat.bytes());
  }

  @Override
  public List<Stat> list(Address folder, NameRange names) throws StorageException {
    require(folder);
    return new GcsListing(client()).list(folder, names);
  }

  @Override
  public Children children(Address folder) throws StorageException {
    require(folder);
    return new GcsListing(client()).children(folder);
  }

  @Override
  public Optional<Pinned> copy(Pinned from, Address to) throws StorageException {
    // A copy that is not needed costs more than a look.
    if (stat(to).isPresent()) {
      return Optional.empty();
    }
    CopyRequest request =
        CopyRequest.newBuilder()
            .setSource(id(from))
            .setSourceOptions(BlobSourceOption.generationMatch())
            .setTarget(BlobInfo.newBuilder(id(to)).build(), BlobTargetOption.doesNotExist())
            .build();
    try {
      return Optional.of(pinned(to, client().copy(request).getResult()));
    } catch (com.google.cloud.storage.StorageException e) {
      if (stat(to).isPresent()) {
        return ownCopy(from, to);
      }
      throw e.getCode() == GcsErrors.NOT_FOUND || e.getCode() == GcsErrors.PRECONDITION_FAILED
          ? gone(from)
          : GcsErrors.of(to, e);
    }
  }

  /**
   * The copy that was not there before an answer was lost, and now is: with the same bytes it is
   * taken for the call's own.
   */
  private Optional<Pinned> ownCopy(Pinned from, Address to) {
    BlobGetOption fields =
        BlobGetOption.fields(BlobField.SIZE, BlobField.GENERATION, BlobField.CRC32C);
    Blob source = client().get(id(from), fields);
    Blob copy = client().get(id(to), fields);
    return source != null && copy != null && source.getCrc32c().equals(copy.getCrc32c())
        ? Optional.of(pinned(to, copy))
        : Optional.empty();
  }

  private StorageException gone(Pinned from) throws StorageException {
    return stat(from.address()).isPresent()
        ? StorageException.PreconditionFailed.changed(from.address())
        : new StorageException.Absent(from.address());
  }

  /** Deletes the object that is there, and not one that comes later: so that can be repeated. */
  @Override
  public boolean delete(Address address) throws StorageException {
    for (int attempt = 1; attempt <= READS; attempt++) {
      Optional<Generation> there = stat(address).flatMap(Stat::generation);
      if (there.isEmpty()) {
        // By the second look there was one at the first.
        return attempt > 1;
      }
      try {
        client()
            .delete(
                id(address), BlobSourceOption.generationMatch(Long.parseLong(there.get().value())));
        return true;
      } catch (com.google.cloud.storage.StorageException e) {
        if (e.getCode() != GcsErrors.PRECONDITION_FAILED) {
          throw GcsErrors.of(address, e);
        }
        // Somebody replaced it since, and what is there now is deleted; or it is gone.
      }
    }
    throw replaced(address, "deleted");
  }

  private static StorageException replaced(Address address, String meanwhile) {
    return new StorageException.Unavailable(
        address, "was replaced " + READS + " times while it was " + meanwhile, null);
  }

  private static Pinned pinned(Address address, Blob blob) {
    return new Pinned(address, generation(blob), blob.getSize());
  }

  private static Generation generation(Blob blob) {
    return new Generation(Long.toString(blob.getGeneration()));
  }

  private static void require(Address address) {
    if (!address.scheme().equals(Address.GS)) {
      throw new IllegalArgumentException(address + " is not served here");
    }
  }

  private static BlobId id(Address address) {
    require(address);
    return BlobId.of(address.root(), address.path());
  }

  private static BlobId id(Pinned object) {
    return BlobId.of(
        object.address().root(),
        object.address().path(),
        Long.valueOf(object.generation().value()));
  }
}
