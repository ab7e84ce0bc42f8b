package dev.medallion.replay.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoragesTest {
  private static final Storage BUCKETS = new MemoryStorage(Address.GS);

  private static String refusal(Storages storages, String option, String text) {
    return assertThrows(UsageException.class, () -> storages.address(option, text)).getMessage();
  }

  @Test
  void whatNobodyServesIsRefusedByItsOption() {
    assertThat(
        refusal(StandardStorages.get(), "--state", "s3://bucket/state"),
        is(
            "--state=s3://bucket/state: s3:// is not supported; give a local path or"
                + " gs://<bucket>/<path>"));
    assertThat(
        refusal(Storages.of(List.of(BUCKETS)), "--input", "s3://bucket/a\nb"),
        is("--input=s3://bucket/a\\u000ab: s3:// is not supported; give gs://<bucket>/<path>"));
    assertThat(
        refusal(StandardStorages.get(), "--staging", "gs:bucket/a"),
        is(
            "--staging=gs:bucket/a: write an address in Cloud Storage as gs://<bucket>/<path>;"
                + " give a local path or gs://<bucket>/<path>"));
  }

  @Test
  void whatIsServedIsServedByItsKind() {
    Storages storages = Storages.of(List.of(BUCKETS));
    Address address = storages.address("--state", "gs://bucket/state");
    assertThat(storages.of(address), is(sameInstance(BUCKETS)));
    assertThrows(IllegalArgumentException.class, () -> storages.of(Address.parse("/data/lake")));
    assertThat(
        StandardStorages.get().address("--state", "/data/lake"), is(Address.parse("/data/lake")));
  }
}
