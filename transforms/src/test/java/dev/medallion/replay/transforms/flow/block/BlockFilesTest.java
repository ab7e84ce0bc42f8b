package dev.medallion.replay.transforms.flow.block;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockFilesTest {
  private static final Block FIRST = new Block("charge", "charge", 0, 2, new byte[] {1, 2, 3});
  private static final Block SECOND = new Block("charge", "charge", 1, 1, new byte[] {4, 5});

  @TempDir private Path staging;

  @Test
  void blocksComeBackAsTheyWereWritten() {
    BlockFiles blocks = new BlockFiles(Address.of(staging));

    assertThat(blocks.read(written()), contains(FIRST, SECOND));
  }

  @Test
  void aUnitWithoutBlocksLeavesNoFile() {
    try (BlockFiles.Writer writer = new BlockFiles(Address.of(staging)).write("read-0-a")) {
      assertThat(writer.refs(), is(List.of()));
    }
    assertThat(Files.exists(staging.resolve("blocks")), is(false));
  }

  @Test
  void aBlockOfOtherBytesIsNotTakenForTheOneThatWasWritten() throws IOException {
    List<BlockRef> refs = written();
    Files.write(staging.resolve("blocks/read-0-a.blocks"), new byte[] {1, 2, 4, 4, 5});
    BlockFiles blocks = new BlockFiles(Address.of(staging));

    String message =
        assertThrows(UncheckedIOException.class, () -> blocks.read(refs.get(0))).getMessage();

    assertThat(message, containsString("read-0-a.blocks was altered"));
    assertThat("the other one is whole", blocks.read(refs.get(1)), is(SECOND));
  }

  @Test
  void aBlockOfAFileThatWasCutShortIsRefused() throws IOException {
    List<BlockRef> refs = written();
    Files.write(staging.resolve("blocks/read-0-a.blocks"), new byte[] {1, 2, 3, 4});
    BlockFiles blocks = new BlockFiles(Address.of(staging));

    assertThat(
        assertThrows(UncheckedIOException.class, () -> blocks.read(refs.get(1))).getMessage(),
        containsString("truncated"));
  }

  private List<BlockRef> written() {
    try (BlockFiles.Writer writer = new BlockFiles(Address.of(staging)).write("read-0-a")) {
      writer.add(FIRST);
      writer.add(SECOND);
      return writer.refs();
    }
  }
}
