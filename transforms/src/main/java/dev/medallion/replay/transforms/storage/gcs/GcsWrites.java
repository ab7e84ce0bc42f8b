package dev.medallion.replay.transforms.storage.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Generation;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Writes objects, and knows its own: every call leaves a token of its own with the object. Where
 * the answer was lost, the client writes again, and is told that an object of that name is there
 * (412), or that the upload has ended (404). So after every error the object is looked at.
 */
final class GcsWrites {
  /** The metadata that holds the token. */
  private static final String WRITER = "replay-writer";

  /** What is no larger is written by one request, everything else by an upload in parts. */
  private static final int AT_ONCE = 1 << 20;

  private final com.google.cloud.storage.Storage client;

  GcsWrites(com.google.cloud.storage.Storage client) {
    this.client = client;
  }

  /** Creates an object, unless there is one; empty where there is. */
  Optional<Pinned> create(Address address, ByteSource bytes) throws StorageException {
    try {
      return Optional.of(
          write(
              address,
              BlobId.of(address.root(), address.path()),
              bytes,
              BlobTargetOption.doesNotExist(),
              BlobWriteOption.doesNotExist()));
    } catch (StorageException.PreconditionFailed e) {
      return Optional.empty();
    }
  }

  /** Writes an object in place of another. */
  Pinned replace(Pinned expected, ByteSource bytes) throws StorageException {
    return write(
        expected.address(),
        BlobId.of(
            expected.address().root(),
            expected.address().path(),
            Long.valueOf(expected.generation().value())),
        bytes,
        BlobTargetOption.generationMatch(),
        BlobWriteOption.generationMatch());
  }

  private Pinned write(
      Address address,
      BlobId id,
      ByteSource bytes,
      BlobTargetOption ifSmall,
      BlobWriteOption ifLarge)
      throws StorageException {
    String token = Nondeterminism.newToken();
    BlobInfo info = BlobInfo.newBuilder(id).setMetadata(Map.of(WRITER, token)).build();
    try (InputStream in = bytes.open()) {
      byte[] first = in.readNBytes(AT_ONCE + 1);
      return pinned(
          address,
          first.length <= AT_ONCE
              ? client.create(info, first, ifSmall)
              : client.createFrom(
                  info, new SequenceInputStream(new ByteArrayInputStream(first), in), ifLarge));
    } catch (com.google.cloud.storage.StorageException e) {
      Optional<Pinned> own = own(address, token);
      if (own.isPresent()) {
        return own.get();
      }
      throw GcsErrors.of(address, e);
    } catch (IOException e) {
      throw new StorageException.Unavailable(address, "can't be written: " + e.getMessage(), e);
    }
  }

  /** The object that is there, if this token is with it; empty also where nobody says. */
  private Optional<Pinned> own(Address address, String token) {
    try {
      return Optional.ofNullable(
              client.get(
                  BlobId.of(address.root(), address.path()),
                  BlobGetOption.fields(BlobField.SIZE, BlobField.GENERATION, BlobField.METADATA)))
          .filter(b -> b.getMetadata() != null && token.equals(b.getMetadata().get(WRITER)))
          .map(b -> pinned(address, b));
    } catch (com.google.cloud.storage.StorageException e) {
      return Optional.empty();
    }
  }

  private static Pinned pinned(Address address, Blob blob) {
    return new Pinned(address, new Generation(Long.toString(blob.getGeneration())), blob.getSize());
  }
}
