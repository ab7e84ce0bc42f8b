package dev.medallion.replay.transforms.flow.read;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.json.JsonDocument;
import dev.medallion.replay.transforms.flow.format.json.JsonLines;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectStore;
import dev.medallion.replay.transforms.flow.match.ObjectUnreadableException;
import dev.medallion.replay.transforms.flow.match.Pinning;
import dev.medallion.replay.transforms.flow.match.StoredObjects;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Pinned;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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

  private static final RecordFormatReader JSON = new JsonDocument();
  private static final RecordFormatReader JSONL = new JsonLines();

  @TempDir Path root;

  private static String text(RawRecord record) {
    assertThat(record.bytes().length, is(record.size()));
    return new String(record.bytes(), StandardCharsets.ISO_8859_1);
  }

  private ObjectRef object(byte[] content) throws Exception {
    Files.write(root.resolve("o"), content);
    return Pinning.pin(
        StoredObjects.of(Address.of(root)),
        new ObjectRef("s", "u", "o", "", 0, LocalDate.of(2026, 2, 3), Map.of()));
  }

  /** The records, each {@code position:text}; the same whether the object is held or not. */
  private List<String> read(byte[] content, RecordFormatReader format) throws Exception {
    ObjectRef object = object(content);
    List<String> held = read(object, format, RecordReader.HELD_BYTES);
    assertThat(read(object, format, TINY_HELD_BYTES), is(held));
    return held;
  }

  private List<String> read(ObjectRef object, RecordFormatReader format, int heldBytes)
      throws ObjectReadFailure {
    List<String> records = new ArrayList<>();
    long count =
        new RecordReader(StoredObjects.of(Address.of(root)), heldBytes)
            .forEach(
                object, format, (record, position) -> records.add(position + ":" + text(record)));
    assertThat(count, is((long) records.size()));
    return records;
  }

  private List<String> lines(String content) throws Exception {
    return read(content.getBytes(StandardCharsets.ISO_8859_1), JSONL);
  }

  private DeadLetter failure(byte[] content) throws Exception {
    ObjectRef object = object(content);
    for (int heldBytes : new int[] {RecordReader.HELD_BYTES, TINY_HELD_BYTES}) {
      List<String> delivered = new ArrayList<>();
      ObjectReadFailure failure =
          assertThrows(
              ObjectReadFailure.class,
              () ->
                  new RecordReader(StoredObjects.of(Address.of(root)), heldBytes)
                      .forEach(object, JSONL, (record, position) -> delivered.add("one")));
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
        read("{\n \"a\": 1\r\n}\n".getBytes(StandardCharsets.UTF_8), JSON),
        contains("0:{\n \"a\": 1\r\n}\n"));
  }

  @Test
  void anEmptyObjectHoldsNoLineAndIsOneEmptyJsonRecord() throws Exception {
    assertThat(read(new byte[0], JSON).size(), is(1));
    assertThat(read(gzip(""), JSON).size(), is(1));
    assertThat(read(new byte[0], JSONL), empty());
    assertThat(read(gzip(""), JSONL), empty());
  }

  @Test
  void gzipIsSeenByItsFirstBytesAndReadToItsLastMember() throws Exception {
    byte[] two = join(gzip("first\nsec"), gzip("ond\nthird"));
    assertThat(read(two, JSONL), contains("0:first", "1:second", "2:third"));
    assertThat(read(join(two, gzip("")), JSONL), contains("0:first", "1:second", "2:third"));
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
          assertThrows(ObjectReadFailure.class, () -> read(object, JSONL, heldBytes)).getMessage(),
          is("o can't be read: its bytes changed between listing and reading"));
    }
  }

  @Test
  void anObjectThatVanishedIsUnreadable() throws Exception {
    ObjectRef object = object(new byte[] {1});
    Files.delete(root.resolve("o"));
    DeadLetter letter =
        assertThrows(ObjectReadFailure.class, () -> read(object, JSONL, RecordReader.HELD_BYTES))
            .toDeadLetter("charge");
    assertThat(letter.message(), is("o can't be read: it does not exist (any more)"));
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
      new RecordReader(StoredObjects.of(Address.of(root)), heldBytes)
          .forEach(object, JSONL, (record, position) -> lengths.add(record.size()));
      assertThat(lengths, contains(1, 30 << 20, 1));
    }
  }

  @Test
  void objectsThatShareALineAreARecordEachAndNumberedLikeLines() throws Exception {
    assertThat(
        lines("{\"a\":1}{\"a\":2}{\"a\":3}\n{\"b\":1}\n"),
        contains("0:{\"a\":1}", "1:{\"a\":2}", "2:{\"a\":3}", "3:{\"b\":1}"));
    assertThat(lines("{} {}\t\r{}\r\n{}{}"), contains("0:{}", "1:{}", "2:{}", "3:{}", "4:{}"));
    assertThat(
        lines("{\"t\":\"}{\"}{\"t\":\"\\\"}{\"} \n"),
        contains("0:{\"t\":\"}{\"}", "1:{\"t\":\"\\\"}{\"} "));
    assertThat(
        lines("{\"o\":{\"p\":[{}, {}]}}{\"o\":{}}"),
        contains("0:{\"o\":{\"p\":[{}, {}]}}", "1:{\"o\":{}}"));
  }

  @Test
  void whatIsNoObjectSpoilsTheRecordThatItFollowsAlone() throws Exception {
    assertThat(
        lines("{\"a\":1}{\"b\":2}{\"c\":"), contains("0:{\"a\":1}", "1:{\"b\":2}", "2:{\"c\":"));
    assertThat(lines("{\"a\":1}\\n{\"b\":2}{}"), contains("0:{\"a\":1}\\n{\"b\":2}", "1:{}"));
    assertThat(lines("junk{}{},{}{}"), contains("0:junk{}", "1:{},{}", "2:{}"));
    assertThat(lines("{}}{}{}"), contains("0:{}}{}", "1:{}"));
    assertThat(lines("[{},{}]{}{}"), contains("0:[{},{}]{}", "1:{}"));
  }

  @Test
  void inOneDocumentNothingIsSplit() throws Exception {
    assertThat(read("{}{}".getBytes(StandardCharsets.UTF_8), JSON), contains("0:{}{}"));
  }

  /** However the bytes come in, the records are the same: also when no line ends for long. */
  @Test
  void recordsDoNotDependOnHowTheBytesComeIn() throws Exception {
    String text =
        "{\"a\":\"}{\"}{\"b\":[1,{}]} {\"c\":1}\r\n\n{\"d\":1}x{\"e\":2}{\"f\":{}}\n  {\"g\":1}{\"h\":";
    List<String> whole = lines(text);
    assertThat(whole.size(), is(7));
    ObjectRef object = object(text.getBytes(StandardCharsets.ISO_8859_1));
    for (int most = 1; most <= 7; most++) {
      List<String> records = new ArrayList<>();
      new RecordReader(new Trickle(StoredObjects.of(Address.of(root)), most), TINY_HELD_BYTES)
          .forEach(object, JSONL, (record, position) -> records.add(position + ":" + text(record)));
      assertThat(records, is(whole));
    }
  }

  @Test
  void aLineOfManyMegabytesIsReadObjectByObject() throws Exception {
    byte[] one = ("{\"x\":\"" + "y".repeat(1000) + "\"}").getBytes(StandardCharsets.UTF_8);
    byte[] content = new byte[one.length * 20_000];
    for (int i = 0; i < content.length; i += one.length) {
      System.arraycopy(one, 0, content, i, one.length);
    }
    ObjectRef object = object(content);
    for (int heldBytes : new int[] {RecordReader.HELD_BYTES, 1 << 20}) {
      long[] bytes = new long[1];
      long count =
          new RecordReader(StoredObjects.of(Address.of(root)), heldBytes)
              .forEach(object, JSONL, (record, position) -> bytes[0] += record.size());
      assertThat(count, is(20_000L));
      assertThat(bytes[0], is((long) content.length));
    }
  }

  @Test
  void gzipInGzipIsUnpackedUntilItIsNoneAndNamedWhereThatHasNoEnd() throws Exception {
    byte[] packed = gzip("first\nsecond");
    for (int layers = 2; layers <= 4; layers++) {
      packed = gzip(new String(packed, StandardCharsets.ISO_8859_1));
      assertThat(read(packed, JSONL), contains("0:first", "1:second"));
    }
    packed = gzip(new String(packed, StandardCharsets.ISO_8859_1));
    assertThat(failure(packed).message(), containsString("gzip in gzip, in more than 4 layers"));
  }

  @Test
  void aBrokenInnerGzipIsUnreadable() throws Exception {
    byte[] inner = gzip("aaaaaaaaaaaaaaa\n".repeat(100));
    byte[] cut = Arrays.copyOf(inner, inner.length - 5);
    assertThat(
        failure(gzip(new String(cut, StandardCharsets.ISO_8859_1))).message(),
        containsString("ends in the middle"));
    assertThat(
        failure(gzip("\u001f\u008bbroken")).message(),
        containsString("not gzip, or more than gzip"));
  }

  @Test
  void nulBytesBehindGzipArePaddingAndNothingElseIs() throws Exception {
    for (int padding : new int[] {1, 511, 200_000}) {
      byte[] padded = join(gzip("first\nsecond"), new byte[padding]);
      assertThat(read(padded, JSONL), contains("0:first", "1:second"));
      padded[padded.length - 1] = 1;
      assertThat(failure(padded).message(), containsString("not gzip, or more than gzip"));
    }
    byte[] behindPadding = join(join(gzip("first\n"), new byte[3]), gzip("second"));
    assertThat(failure(behindPadding).message(), containsString("more than gzip"));
  }

  /** A store that gives a few bytes at a time. */
  private record Trickle(ObjectStore store, int most) implements ObjectStore {
    @Override
    public List<Entry> list(String folder) throws ObjectUnreadableException {
      return store.list(folder);
    }

    @Override
    public InputStream open(ObjectRef object) throws ObjectUnreadableException {
      return new FilterInputStream(store.open(object)) {
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          return super.read(target, offset, Math.min(length, most));
        }
      };
    }

    @Override
    public Pinned pin(String path) throws ObjectUnreadableException {
      return store.pin(path);
    }

    @Override
    public String uri(String path) {
      return store.uri(path);
    }
  }
}
