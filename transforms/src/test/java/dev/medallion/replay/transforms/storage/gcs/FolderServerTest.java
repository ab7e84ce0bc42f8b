package dev.medallion.replay.transforms.storage.gcs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.gcs.proxy.FolderServer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of the benchmark gives what the client asks of it. */
class FolderServerTest {
  private static final int OBJECTS = 2_500;

  @Test
  void objectsAreListedInPagesAndRead(@TempDir Path folder) throws Exception {
    for (int i = 0; i < OBJECTS; i++) {
      Path file = folder.resolve("in/dt=1/event_id=%04d/payload.json".formatted(i));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "event " + i);
    }
    Files.writeString(folder.resolve("in/other"), "x");
    try (FolderServer server = FolderServer.of(folder, Duration.ZERO)) {
      Storage storage = GcsServer.storage(server.endpoint());
      Address lake = Address.parse("gs://lake/in");

      List<Stat> listed = storage.list(lake.resolve("dt=1"), NameRange.all());

      assertThat(listed, hasSize(OBJECTS));
      assertThat(
          listed.get(OBJECTS - 1).address(), is(lake.resolve("dt=1/event_id=2499/payload.json")));
      assertThat(storage.list(lake, NameRange.all()), hasSize(OBJECTS + 1));
      try (InputStream in = storage.open(storage.pin(listed.get(1200).address()))) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8), is("event 1200"));
      }
      assertThrows(StorageException.Absent.class, () -> storage.pin(lake.resolve("dt=1/nothing")));
    }
  }
}
