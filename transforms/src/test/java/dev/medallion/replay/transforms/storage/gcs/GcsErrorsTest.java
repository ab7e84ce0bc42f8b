package dev.medallion.replay.transforms.storage.gcs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.cloud.storage.StorageException;
import dev.medallion.replay.transforms.storage.Address;
import org.junit.jupiter.api.Test;

class GcsErrorsTest {
  private static final Address FOLDER = Address.parse("gs://nowhere/in");
  private static final String RAW =
      "404 Not Found\nGET http://host/storage/v1/b/nowhere/o?prefix=in\n{\"error\": {}}";

  @Test
  void aListingThatFindsNothingAtAllHasNoBucket() {
    assertThat(
        GcsErrors.ofListing(FOLDER, new StorageException(404, RAW)).getMessage(),
        is("gs://nowhere/in can't be used: there is no bucket nowhere"));
  }

  @Test
  void theWholeAnswerIsNotTold() {
    assertThat(
        GcsErrors.of(FOLDER, new StorageException(503, RAW.replace("404", "503"))).getMessage(),
        is("gs://nowhere/in gave no answer: 503 Not Found"));
  }
}
