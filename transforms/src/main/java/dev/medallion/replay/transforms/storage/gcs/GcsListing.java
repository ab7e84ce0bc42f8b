package dev.medallion.replay.transforms.storage.gcs;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Children;
import dev.medallion.replay.transforms.storage.Generation;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lists a bucket, page by page; GCS lists by the UTF-8 bytes of names, and always what is there.
 */
final class GcsListing {
  private static final int MOST_IN_A_PAGE = 1000;

  private final com.google.cloud.storage.Storage client;

  GcsListing(com.google.cloud.storage.Storage client) {
    this.client = client;
  }

  List<Stat> list(Address folder, NameRange names) throws StorageException {
    List<Stat> found = new ArrayList<>();
    if (names.limit() <= 0) {
      return found;
    }
    List<BlobListOption> options = options(folder.prefix() + names.prefix());
    names.after().ifPresent(a -> options.add(BlobListOption.startOffset(folder.prefix() + a)));
    names.before().ifPresent(b -> options.add(BlobListOption.endOffset(folder.prefix() + b)));
    int start = folder.prefix().length();
    for (Blob blob :
        blobs(
            folder,
            options,
            b -> !isFolderMark(b) && names.holds(b.getName().substring(start)),
            names.limit())) {
      found.add(stat(folder, blob));
    }
    return found;
  }

  Children children(Address folder) throws StorageException {
    List<Stat> objects = new ArrayList<>();
    List<Address> folders = new ArrayList<>();
    List<BlobListOption> options = options(folder.prefix());
    options.add(BlobListOption.currentDirectory());
    for (Blob blob : blobs(folder, options, b -> true, Integer.MAX_VALUE)) {
      if (blob.isDirectory()) {
        folders.add(address(folder, blob.getName().substring(0, blob.getName().length() - 1)));
      } else if (!isFolderMark(blob)) {
        objects.add(stat(folder, blob));
      }
    }
    folders.sort(null);
    return new Children(objects, folders);
  }

  private static List<BlobListOption> options(String prefix) {
    List<BlobListOption> options = new ArrayList<>();
    options.add(BlobListOption.prefix(prefix));
    options.add(BlobListOption.pageSize(MOST_IN_A_PAGE));
    options.add(BlobListOption.fields(BlobField.NAME, BlobField.SIZE, BlobField.GENERATION));
    return options;
  }

  /** A listing is whole or fails; pages after the last one that is wanted are not asked for. */
  private List<Blob> blobs(
      Address folder, List<BlobListOption> options, Predicate<Blob> isWanted, int limit)
      throws StorageException {
    List<Blob> blobs = new ArrayList<>();
    try {
      for (Blob blob :
          client.list(folder.root(), options.toArray(BlobListOption[]::new)).iterateAll()) {
        if (isWanted.test(blob)) {
          blobs.add(blob);
        }
        if (blobs.size() == limit) {
          break;
        }
      }
      return blobs;
    } catch (com.google.cloud.storage.StorageException e) {
      throw GcsErrors.ofListing(folder, e);
    }
  }

  /** An empty object that consoles make to show a folder. */
  private static boolean isFolderMark(Blob blob) {
    return blob.getName().endsWith("/");
  }

  private static Stat stat(Address folder, Blob blob) throws StorageException {
    return new Stat(
        address(folder, blob.getName()),
        blob.getSize(),
        Optional.of(new Generation(Long.toString(blob.getGeneration()))));
  }

  private static Address address(Address folder, String name) throws StorageException {
    try {
      return new Address(Address.GS, folder.root(), name);
    } catch (IllegalArgumentException e) {
      throw new StorageException.Unusable(
          folder, "holds an object whose name can't be used: " + e.getMessage(), e);
    }
  }
}
