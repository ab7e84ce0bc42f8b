package dev.medallion.replay.transforms.storage.gcs;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.StorageException;
import java.io.IOException;

/**
 * What the client reports, in the terms of {@link StorageException}.
 *
 * <p>The client repeats what may be repeated (429, 5xx, broken connections) with growing pauses;
 * what arrives here is what was left after that. Codes: <a
 * href="https://cloud.google.com/storage/docs/json_api/v1/status-codes">status codes of the JSON
 * API</a>.
 */
final class GcsErrors {
  static final int NOT_FOUND = 404;
  static final int PRECONDITION_FAILED = 412;

  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private GcsErrors() {}

  /** Of a call that only looks. */
  static StorageException ofLook(Address address, com.google.cloud.storage.StorageException e) {
    return e.getCode() == NOT_FOUND && !isBucketMissing(e)
        ? new StorageException.Absent(address)
        : of(address, e);
  }

  /** Of a listing, which finds a folder that is not there empty: only a bucket can be missing. */
  static StorageException ofListing(Address folder, com.google.cloud.storage.StorageException e) {
    return e.getCode() == NOT_FOUND ? withoutBucket(folder, e) : of(folder, e);
  }

  private static StorageException withoutBucket(
      Address address, com.google.cloud.storage.StorageException e) {
    return new StorageException.Unusable(
        address, "can't be used: there is no bucket " + address.root(), brief(e));
  }

  /** The same without the request and the server's raw answer. */
  private static Throwable brief(com.google.cloud.storage.StorageException e) {
    if (e.getCode() <= 0) {
      return e;
    }
    IOException brief = new IOException(said(e));
    brief.setStackTrace(e.getStackTrace());
    return brief;
  }

  /** The client's own words may be followed by the request and the whole answer. */
  private static String said(com.google.cloud.storage.StorageException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }

  /**
   * Of a call that writes. That an upload is not found, says nothing of the object: a session whose
   * answer was lost has ended.
   */
  static StorageException of(Address address, com.google.cloud.storage.StorageException e) {
    if (isBucketMissing(e)) {
      return withoutBucket(address, e);
    }
    return switch (e.getCode()) {
      case UNAUTHORIZED, FORBIDDEN ->
          new StorageException.Denied(address, "is denied: " + said(e), brief(e));
      case PRECONDITION_FAILED -> StorageException.PreconditionFailed.changed(address);
      case BAD_REQUEST ->
          new StorageException.Unusable(address, "is refused: " + said(e), brief(e));
      default -> new StorageException.Unavailable(address, "gave no answer: " + said(e), brief(e));
    };
  }

  /** Of a stream, whose errors arrive wrapped. */
  static IOException ofStream(Address address, IOException e) {
    if (e.getCause() instanceof com.google.cloud.storage.StorageException cause) {
      // A generation that is gone was replaced or deleted.
      return cause.getCode() == NOT_FOUND && !isBucketMissing(cause)
          ? StorageException.PreconditionFailed.changed(address)
          : of(address, cause);
    }
    return e instanceof StorageException
        ? e
        : new StorageException.Unavailable(address, "broke off: " + e.getMessage(), e);
  }

  private static boolean isBucketMissing(com.google.cloud.storage.StorageException e) {
    return e.getCode() == NOT_FOUND
        && String.valueOf(e.getMessage()).contains("bucket does not exist");
  }
}
