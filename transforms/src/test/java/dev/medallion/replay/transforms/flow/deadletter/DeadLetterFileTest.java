package dev.medallion.replay.transforms.flow.deadletter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterFileTest {
  @TempDir Path folder;

  private static DeadLetter letter(String object, long position, byte[] raw) {
    return new DeadLetter(
        "bronze",
        "charge",
        LocalDate.of(2026, 2, 3),
        object,
        "g",
        position,
        Map.of("entity", "it's \"odd\"", "run_id", "r"),
        "decode",
        Code.BAD_TYPE,
        "amount",
        "amount is no number",
        raw,
        2);
  }

  @Test
  void lettersComeBackSortedByIdentityWithTheirBytes() throws Exception {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    DeadLetter first = letter("a", 2, every);
    DeadLetter second = letter("a", 10, new byte[0]);
    DeadLetter third = letter("b #'\n%", 0, new byte[30 << 20]);
    Path file = folder.resolve("it's [odd].parquet");
    DeadLetterFile.write(file, List.of(third, second, first), "run", "digest");
    assertThat(DeadLetterFile.read(file), contains(first, second, third));
  }

  @Test
  void theSameLettersGiveTheSameFile() throws Exception {
    DeadLetter a = letter("a", 1, new byte[] {1});
    DeadLetter b = letter("b", 1, new byte[] {2});
    DeadLetterFile.write(folder.resolve("1"), List.of(a, b), "run", "digest");
    DeadLetterFile.write(folder.resolve("2"), List.of(b, a), "run", "digest");
    assertThat(Files.mismatch(folder.resolve("1"), folder.resolve("2")), is(-1L));
  }

  @Test
  void noLettersGiveAFileWithoutRows() throws Exception {
    DeadLetterFile.write(folder.resolve("none"), List.of(), "run", "digest");
    assertThat(DeadLetterFile.read(folder.resolve("none")), empty());
  }
}
