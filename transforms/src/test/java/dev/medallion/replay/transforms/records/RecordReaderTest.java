package dev.medallion.replay.transforms.records;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.deadletter.Code;
import dev.medallion.replay.transforms.deadletter.DeadLetter;
import dev.medallion.replay.transforms.model.RecordFormat;
import dev.medallion.replay.transforms.objects.LocalObjectStore;
import dev.medallion.replay.transforms.objects.ObjectRef;
import dev.medallion.replay.transforms.objects.Pinning;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordReaderTest {
  /** So little is held that a larger object takes the way of the large ones. */
  private static final int TINY_HELD_BYTES = 8;

  @TempDir Path root;

  private ObjectRef object(byte[] content) throws Exception {
    Files.write(root.resolve("o"), content);
    return Pinning.pin(
        LocalObjectStore.of(root),
        new ObjectRef("s", "u", "o", "", 0, LocalDate.of(2026, 2, 3), Map.of()));
  }

  /** The records, each {@code position:text}; the same whether the object is held or not. */
  private List<String> read(byte[] content, RecordFormat format) throws Exception {
    ObjectRef object = object(content);
    List<String> held = read(object, format, RecordReader.HELD_BYTES);
    assertThat(read(object, format, TINY_HELD_BYTES), is(held));
    return held;
  }

  private List<String> read(ObjectRef object, RecordFormat format, int heldBytes)
      throws ObjectReadFailure {
    List<String> records = new ArrayList<>();
    long count =
        new RecordReader(LocalObjectStore.of(root), heldBytes)
            .forEach(
                object,
                format,
                (b, offset, length, position) ->
                    records.add(
                        position
                            + ":"
                            + new String(b, offset, length, StandardCharsets.ISO_8859_1)));
    assertThat(count, is((long) records.size()));
    return records;
  }

  private List<String> lines(String content) throws Exception {
    return read(content.getBytes(StandardCharsets.ISO_8859_1), RecordFormat.JSONL);
  }

  private DeadLetter failure(byte[] content) throws Exception {
    ObjectRef object = object(content);
    for (int heldBytes : new int[] {RecordReader.HELD_BYTES, TINY_HELD_BYTES}) {
      List<String> delivered = new ArrayList<>();
      ObjectReadFailure failure =
          assertThrows(
              ObjectReadFailure.class,
              () ->
                  new RecordReader(LocalObjectStore.of(root), heldBytes)
                      .forEach(
                          object, RecordFormat.JSONL, (b, o, l, position) -> delivered.add("one")));
      assertThat(delivered, empty());
      if (heldBytes == TINY_HELD_BYTES) {
        return failure.toDeadLetter("charge");
      }
    }
    throw new AssertionError();
  }

  static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void linesAreRecordsAndBlankOnesOnlyNumber() throws Exception {
    assertThat(
        lines("{\"a\":1}\n\n  \t\n{\"b\":22222}\n"), contains("0:{\"a\":1}", "3:{\"b\":22222}"));
  }

  @Test
  void aLineEndsWithCrLfOrWithTheObject() throws Exception {
    assertThat(lines("aaaa\r\n\r\nbb\rbb\r\ncccc"), contains("0:aaaa", "2:bb\rbb", "3:cccc"));
  }

  @Test
  void bytesAreDeliveredAsTheyStand() throws Exception {
    assertThat(
        lines("\u00ef\u00bb\u00bf{}\n a\u0000\u00ff \n"),
        contains("0:\u00ef\u00bb\u00bf{}", "1: a\u0000\u00ff "));
  }

  @Test
  void aJsonObjectIsOneRecord() throws Exception {
    assertThat(
        read("{\n \"a\": 1\r\n}\n".getBytes(StandardCharsets.UTF_8), RecordFormat.JSON),
        contains("0:{\n \"a\": 1\r\n}\n"));
  }

  @Test
  void anEmptyObjectHoldsNoLineAndIsOneEmptyJsonRecord() throws Exception {
    assertThat(read(new byte[0], RecordFormat.JSON).size(), is(1));
    assertThat(read(gzip(""), RecordFormat.JSON).size(), is(1));
    assertThat(read(new byte[0], RecordFormat.JSONL), empty());
    assertThat(read(gzip(""), RecordFormat.JSONL), empty());
  }

  @Test
  void gzipIsSeenByItsFirstBytesAndReadToItsLastMember() throws Exception {
    byte[] two = join(gzip("first\nsec"), gzip("ond\nthird"));
    assertThat(read(two, RecordFormat.JSONL), contains("0:first", "1:second", "2:third"));
    assertThat(
        read(join(two, gzip("")), RecordFormat.JSONL), contains("0:first", "1:second", "2:third"));
  }

  @Test
  void truncatedGzipIsUnreadableAndDeliversNothing() throws Exception {
    byte[] whole = gzip("aaaaaaaaaaaaaaa\nbbbbbbbbbbbbbbbbbb\n".repeat(500));
    for (int length : new int[] {3, 9, 11, whole.length / 2, whole.length - 5, whole.length - 1}) {
      DeadLetter letter = failure(Arrays.copyOf(whole, length));
      assertThat(letter.code(), is(Code.UNREADABLE_OBJECT));
      assertThat(letter.position(), is(-1L));
      assertThat(letter.raw().length, is(0));
      assertThat(
          letter.message(), is("o can't be read: the gzip data ends in the middle (truncated)"));
    }
  }

  @Test
  void corruptGzipIsUnreadable() throws Exception {
    byte[] corrupt = gzip("aaaaaaaaaaaaaaa\n".repeat(100));
    corrupt[corrupt.length - 6] ^= 1;
    assertThat(failure(corrupt).message(), containsString("does not match its checksum"));
    byte[] garbage = new byte[100];
    garbage[0] = 0x1f;
    garbage[1] = (byte) 0x8b;
    assertThat(failure(garbage).message(), containsString("not gzip"));
    assertThat(
        failure(join(gzip("a\n"), "tail of another kind".getBytes(StandardCharsets.UTF_8)))
            .message(),
        containsString("not gzip, or more than gzip"));
  }

  @Test
  void gzipByNameOnlyIsReadAsItStands() throws Exception {
    assertThat(lines("this is no gzip"), contains("0:this is no gzip"));
  }

  @Test
  void anObjectThatChangedSinceItWasPinnedIsUnreadable() throws Exception {
    ObjectRef object = object("aaaaaaaaaaaaaaaaaa\n".getBytes(StandardCharsets.UTF_8));
    Files.writeString(root.resolve("o"), "bbbbbbbbbbbbbbbbbb\n");
    for (int heldBytes : new int[] {RecordReader.HELD_BYTES, TINY_HELD_BYTES}) {
      assertThat(
          assertThrows(ObjectReadFailure.class, () -> read(object, RecordFormat.JSONL, heldBytes))
              .getMessage(),
          is("o can't be read: its bytes changed between listing and reading"));
    }
  }

  @Test
  void anObjectThatVanishedIsUnreadable() throws Exception {
    ObjectRef object = object(new byte[] {1});
    Files.delete(root.resolve("o"));
    DeadLetter letter =
        assertThrows(
                ObjectReadFailure.class,
                () -> read(object, RecordFormat.JSONL, RecordReader.HELD_BYTES))
            .toDeadLetter("charge");
    assertThat(letter.message(), is("o can't be read: it is not there (any more)"));
    assertThat(letter.stage(), is("read"));
    assertThat(letter.entity(), is("charge"));
    assertThat(letter.generation(), is(object.generation()));
  }

  @Test
  void aLineOf30MegabytesIsOneRecord() throws Exception {
    byte[] content = new byte[(30 << 20) + 4];
    Arrays.fill(content, (byte) 'x');
    content[1] = '\n';
    content[content.length - 2] = '\n';
    ObjectRef object = object(content);
    for (int heldBytes : new int[] {RecordReader.HELD_BYTES, 1 << 20}) {
      List<Integer> lengths = new ArrayList<>();
      new RecordReader(LocalObjectStore.of(root), heldBytes)
          .forEach(object, RecordFormat.JSONL, (b, offset, length, p) -> lengths.add(length));
      assertThat(lengths, contains(1, 30 << 20, 1));
    }
  }
}
