package dev.medallion.replay.transforms.storage.local;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.files.Durable;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntactFilesTest {
  @TempDir Path folder;

  @Test
  void aFileThatIsWhatItWasPasses() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "rows");
    Durable.file(file);
    IntactFiles.require(Map.of(file.toString(), Sha256.ofText("rows")));
    IntactFiles.require(Map.of(file.toString(), Sha256.ofText("rows")));
  }

  @Test
  void oneThatWasAlteredCutOrDeletedIsNamed() throws IOException {
    Path altered = Files.writeString(folder.resolve("altered"), "rowz");
    Path cut = Files.writeString(folder.resolve("cut"), "");
    for (Path file : List.of(altered, cut, folder.resolve("gone"))) {
      UncheckedIOException e =
          assertThrows(
              UncheckedIOException.class,
              () -> IntactFiles.require(Map.of(file.toString(), Sha256.ofText("rows"))));
      assertThat(e.getMessage(), containsString(file.toString()));
    }
  }
}
