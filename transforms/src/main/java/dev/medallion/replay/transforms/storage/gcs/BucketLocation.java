package dev.medallion.replay.transforms.storage.gcs;

import com.google.cloud.storage.Bucket;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BucketField;
import com.google.cloud.storage.Storage.BucketGetOption;
import dev.medallion.replay.transforms.storage.Address;
import java.io.UncheckedIOException;

/** Where Cloud Storage keeps a bucket: what reads it has to run there. */
public final class BucketLocation {
  private BucketLocation() {}

  /** The location of the bucket of an address, e.g. {@code EU}. */
  public static String of(Address address) {
    return of(GcsClient.ofEnvironment(), address);
  }

  static String of(Storage client, Address address) {
    try {
      Bucket bucket = client.get(address.root(), BucketGetOption.fields(BucketField.LOCATION));
      if (bucket == null) {
        throw new UncheckedIOException(
            GcsErrors.ofLook(
                address,
                new com.google.cloud.storage.StorageException(
                    GcsErrors.NOT_FOUND, "The specified bucket does not exist.")));
      }
      return bucket.getLocation();
    } catch (com.google.cloud.storage.StorageException e) {
      throw new UncheckedIOException(GcsErrors.ofLook(address, e));
    }
  }
}
