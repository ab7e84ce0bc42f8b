package dev.medallion.replay.transforms.storage.gcs;

import com.google.cloud.ReadChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
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

  /** How often an object is read that others replace meanwhile. */
  private static final int READS = 50;

  /** What is no larger is written by one request, everything else by an upload in parts. */
  private static final int AT_ONCE = 1 << 20;

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
    BlobInfo info = BlobInfo.newBuilder(id(address)).build();
    try {
      return Optional.of(
          write(
              address,
              info,
              bytes,
              BlobTargetOption.doesNotExist(),
              BlobWriteOption.doesNotExist()));
    } catch (StorageException.PreconditionFailed e) {
      return Optional.empty();
    }
  }

  @Override
  public Pinned replace(Pinned expected, ByteSource bytes) throws StorageException {
    Address address = expected.address();
    BlobInfo info = BlobInfo.newBuilder(id(expected)).build();
    try {
      return write(
          address,
          info,
          bytes,
          BlobTargetOption.generationMatch(),
          BlobWriteOption.generationMatch());
    } catch (StorageException.PreconditionFailed e) {
      throw stat(address).isPresent() ? e : new StorageException.Absent(address);
    }
  }

  private Pinned write(
      Address address,
      BlobInfo info,
      ByteSource bytes,
      BlobTargetOption ifSmall,
      BlobWriteOption ifLarge)
      throws StorageException {
    try (InputStream in = bytes.open()) {
      byte[] first = in.readNBytes(AT_ONCE + 1);
      return pinned(
          address,
          first.length <= AT_ONCE
              ? client().create(info, first, ifSmall)
              : client()
                  .createFrom(
                      info, new SequenceInputStream(new ByteArrayInputStream(first), in), ifLarge));
    } catch (com.google.cloud.storage.StorageException e) {
      throw GcsErrors.of(address, e);
    } catch (IOException e) {
      throw new StorageException.Unavailable(address, "can't be written: " + e.getMessage(), e);
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
    throw new StorageException.Unavailable(
        address, "was replaced " + READS + " times while it was read", null);
  }

  @Override
  public InputStream open(Pinned object, long from, long length) throws StorageException {
    long bytes = Math.max(0, Math.min(length, object.bytes() - from));
    if (bytes == 0) {
      requireUnchanged(object);
      return InputStream.nullInputStream();
    }
    ReadChannel channel =
        client().reader(id(object), BlobSourceOption.shouldReturnRawInputStream(true));
    GcsStream stream = new GcsStream(Channels.newInputStream(channel), object, bytes);
    try {
      channel.seek(from);
      channel.limit(from + bytes);
      // The request is sent by the first read: what is wrong with the object is said here.
      BufferedInputStream begun = new BufferedInputStream(stream, BUFFER);
      begun.mark(1);
      begun.read();
      begun.reset();
      return begun;
    } catch (StorageException.PreconditionFailed e) {
      throw gone(object);
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw new StorageException.Unavailable(
          object.address(), "can't be read: " + e.getMessage(), e);
    }
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
        return Optional.empty();
      }
      throw e.getCode() == GcsErrors.NOT_FOUND || e.getCode() == GcsErrors.PRECONDITION_FAILED
          ? gone(from)
          : GcsErrors.of(to, e);
    }
  }

  private StorageException gone(Pinned from) throws StorageException {
    return stat(from.address()).isPresent()
        ? StorageException.PreconditionFailed.changed(from.address())
        : new StorageException.Absent(from.address());
  }

  @Override
  public boolean delete(Address address) throws StorageException {
    try {
      return client().delete(id(address));
    } catch (com.google.cloud.storage.StorageException e) {
      throw GcsErrors.of(address, e);
    }
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
