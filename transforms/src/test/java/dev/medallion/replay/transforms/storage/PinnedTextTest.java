package dev.medallion.replay.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.memory.Fault;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import dev.medallion.replay.transforms.storage.memory.UnreliableStorage;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class PinnedTextTest {
  private static final PinnedText PINS = new PinnedText("pinned", "json", "pinned things");
  private static final Address FOLDER = Address.parse("gs://bucket/staging");

  private final Storage memory = new MemoryStorage(Address.GS);
  private final Place staging = new Place(memory, FOLDER);

  private static String read(Place place, String digest) {
    return PINS.read(place, digest, text -> text);
  }

  @Test
  void whatIsPinnedIsReadByItsDigest() {
    String digest = PinnedText.digest("text");
    assertThat(PINS.isPinned(staging, digest), is(false));
    PINS.write(staging, "text");
    PINS.write(staging, "text");
    assertThat(PINS.isPinned(staging, digest), is(true));
    assertThat(read(staging, digest), is("text"));
  }

  @Test
  void anEmptyTextNeedsNoObject() throws Exception {
    PINS.write(staging, "");
    assertThat(PINS.isPinned(staging, PinnedText.digest("")), is(true));
    assertThat(memory.list(FOLDER, NameRange.all()), is(empty()));
  }

  @Test
  void anAnswerThatIsLostIsGotOver() {
    Storage lossy =
        new UnreliableStorage(memory, Fault.Plan.at(Fault.Kind.CREATE, 1, Fault.LOSES_ANSWER));
    PINS.write(new Place(lossy, FOLDER), "text");
    assertThat(read(staging, PinnedText.digest("text")), is("text"));
  }

  @Test
  void whatWasAlteredOrIsGoneIsRefused() throws Exception {
    String digest = PinnedText.digest("text");
    assertThat(
        assertThrows(UncheckedIOException.class, () -> read(staging, digest)).getMessage(),
        containsString("pinned things"));
    memory.create(FOLDER.resolve("pinned-" + digest + ".json"), ByteSource.of("other"));
    PINS.write(staging, "text");
    assertThat(
        assertThrows(UncheckedIOException.class, () -> read(staging, digest))
            .getCause()
            .getMessage(),
        containsString("differs from what the run pinned"));
  }
}
