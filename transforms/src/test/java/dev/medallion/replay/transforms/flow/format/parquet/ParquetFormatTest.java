package dev.medallion.replay.transforms.flow.format.parquet;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.SessionSettings;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetFormatTest {
  @TempDir Path folder;

  private SessionSettings engine() {
    return new SessionSettings(
        "UTC", 512L << 20, folder.resolve("spill").toString(), List.of(folder.toString()));
  }

  private byte[] parquet(String select) throws IOException {
    Path file = folder.resolve("made.parquet");
    Files.deleteIfExists(file);
    try (DuckDbSession session = DuckDbSession.open(engine())) {
      session.execute(
          "COPY (" + select + ") TO '" + file + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
    }
    return Files.readAllBytes(file);
  }

  /** Each record as {@code position: bytes}. */
  private List<String> records(byte[] object, int piece) throws IOException {
    List<String> records = new ArrayList<>();
    RecordCutter cutter =
        new ParquetFormat(engine(), Set.of("at"))
            .begin(
                (record, position) ->
                    records.add(
                        position + ": " + new String(record.bytes(), StandardCharsets.UTF_8)),
                1 << 20);
    for (int at = 0; at < object.length; at += piece) {
      byte[] next = Arrays.copyOfRange(object, at, Math.min(at + piece, object.length));
      assertThat(cutter.cut(next, next.length), is(0));
    }
    cutter.end(new byte[0], 0);
    try (Stream<Path> left = Files.walk(folder.resolve("spill"))) {
      assertThat(left.filter(Files::isRegularFile).toList(), is(empty()));
    }
    return records;
  }

  private List<String> rows(String select) throws IOException {
    return records(parquet(select), 100);
  }

  @Test
  void numbersAreExact() throws Exception {
    assertThat(
        rows(
            "SELECT 12345678901234567890.1234567890::DECIMAL(38,10) AS d, 1.10::DECIMAL(4,2) AS e,"
                + " -9223372036854775808 AS i, 18446744073709551615::UBIGINT AS u, 0.1 + 0.2 AS r,"
                + " 0.1::FLOAT AS f, 'nan'::DOUBLE AS n, 1e300 AS l, true AS b, NULL::INTEGER AS z"),
        contains(
            "0: {\"d\":12345678901234567890.1234567890,\"e\":1.10,\"i\":-9223372036854775808,"
                + "\"u\":18446744073709551615,\"r\":0.3,\"f\":0.1,\"n\":\"NaN\",\"l\":1.0E300,"
                + "\"b\":true,\"z\":null}"));
  }

  @Test
  void timesAreIso() throws Exception {
    assertThat(
        rows(
            "SELECT DATE '1969-12-31' AS d, TIMESTAMP '1969-12-31 23:59:59.000001' AS t,"
                + " TIMESTAMPTZ '2026-02-03 10:15:00+01' AS z, TIME '10:15:00' AS h"),
        contains(
            "0: {\"d\":\"1969-12-31\",\"t\":\"1969-12-31T23:59:59.000001\","
                + "\"z\":\"2026-02-03T09:15:00Z\",\"h\":\"10:15\"}"));
  }

  @Test
  void listsStructsAndMapsAreNested() throws Exception {
    assertThat(
        rows(
            "SELECT [{a: 1, b: 'ü😀\"'}, NULL, {a: NULL, b: ''}] AS l, {s: {t: [1.5, 2.5]}} AS s,"
                + " MAP {'k': 1.20::DECIMAL(4,2)} AS m, []::INTEGER[] AS e, 'ab'::BLOB AS y,"
                + " [TIMESTAMP '2026-02-03 10:15:00'] AS w"),
        contains(
            "0: {\"l\":[{\"a\":1,\"b\":\"ü😀\\\"\"},null,{\"a\":null,\"b\":\"\"}],"
                + "\"s\":{\"s\":{\"t\":[1.5,2.5]}},\"m\":{\"k\":1.20},\"e\":[],\"y\":\"YWI=\","
                + "\"w\":[\"2026-02-03 10:15:00\"]}"));
  }

  @Test
  void nanosecondsOfTimesWithoutZoneAreKept() throws Exception {
    assertThat(
        rows("SELECT TIMESTAMP_NS '2026-02-03 10:15:00.123456789' AS at, NULL::TIMESTAMP_NS AS b"),
        contains("0: {\"at\":\"2026-02-03T10:15:00.123456789\",\"b\":null}"));
  }

  /** Files of another writer, since DuckDB writes neither. */
  @ParameterizedTest
  @ValueSource(strings = {"nanoseconds-utc", "nanoseconds-int96"})
  void nanosecondsThatWouldBeCutAreRefusedWhereTheyTellVersionsApart(String name) throws Exception {
    byte[] object =
        ParquetFormatTest.class.getResourceAsStream("/parquet/" + name + ".parquet").readAllBytes();
    IOException e = assertThrows(IOException.class, () -> records(object, 100));
    assertThat(e.getMessage(), startsWith("its column at tells versions apart"));
  }

  @ParameterizedTest
  @CsvSource({"case, VAL, val", "case-within, b, B"})
  void columnsThatDifferInCaseAloneAreRefused(String name, String one, String other)
      throws Exception {
    byte[] object =
        ParquetFormatTest.class.getResourceAsStream("/parquet/" + name + ".parquet").readAllBytes();
    IOException e = assertThrows(IOException.class, () -> records(object, 100));
    assertThat(
        e.getMessage(),
        is("its columns " + one + " and " + other + " have the same name, but for case"));
  }

  /** Of a value that can't be read nothing is told: it may be personal. */
  @Test
  void noValueIsTold() throws Exception {
    byte[] object =
        ParquetFormatTest.class.getResourceAsStream("/parquet/latin1.parquet").readAllBytes();
    IOException e = assertThrows(IOException.class, () -> records(object, 100));
    assertThat(
        e.getMessage(),
        is(
            "it is no good Parquet file: Invalid Input Error: Invalid string encoding found in"
                + " Parquet file"));
  }

  @Test
  void aRowsPositionIsItsIndexOverAllRowGroups() throws Exception {
    List<String> rows = rows("SELECT i AS n FROM range(5000) t(i)");
    assertThat(rows.size(), is(5000));
    assertThat(rows.get(4999), is("4999: {\"n\":4999}"));
  }

  @Test
  void aFileWithoutRowsHasNoRecord() throws Exception {
    assertThat(rows("SELECT 1 AS n WHERE FALSE"), is(empty()));
  }

  @Test
  void aDamagedFileDeliversNothing() throws Exception {
    byte[] good = parquet("SELECT i AS n, md5(i::VARCHAR) AS text FROM range(5000) t(i)");
    byte[] damaged = good.clone();
    Arrays.fill(damaged, good.length / 2, good.length / 2 + 2000, (byte) 0x55);
    for (byte[] bad :
        List.of(
            new byte[0],
            "{}".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(good, good.length - 1),
            Arrays.copyOf(good, good.length / 2),
            damaged)) {
      IOException e = assertThrows(IOException.class, () -> records(bad, 1 << 20));
      assertThat(e.getMessage(), startsWith("it is "));
    }
  }
}
