package dev.medallion.replay.transforms.repair.redrive;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import dev.medallion.replay.transforms.repair.correction.RecordPlace;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CorrectionFileTest {
  static Stream<byte[]> records() {
    return Stream.of(
        "{\"a\": \"é\u2028\ud83d\ude00 \\\" \\u0000\"}".getBytes(StandardCharsets.UTF_8),
        "{\"cut\":".getBytes(StandardCharsets.UTF_8),
        "\ufeff{}\t".getBytes(StandardCharsets.UTF_8),
        new byte[0],
        new byte[] {0, 1, 127},
        new byte[] {'{', (byte) 0xff, '}'},
        new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
  }

  @ParameterizedTest
  @MethodSource("records")
  void whatIsWrittenAndNotEditedIsReadBackByteForByteOnOneLine(byte[] raw) {
    DeadLetter letter = letter(raw);
    String line = CorrectionFile.write(letter, Corrections.NONE);
    assertThat(line.lines().toList(), hasSize(1));
    List<String> problems = new ArrayList<>();
    CorrectionFile.Edited read = CorrectionFile.read(line.lines().toList(), problems).get(0);
    assertThat(problems, is(empty()));
    assertThat(read.bytes(), is(raw));
    assertThat(read.place(), is(RecordPlace.of(letter)));
  }

  @Test
  void whoeverEditsAgainStartsFromTheCorrectionInForce(@TempDir Path state) {
    DeadLetter letter = letter("{}".getBytes(StandardCharsets.UTF_8));
    CorrectionStore store = new CorrectionStore(StandardStorages.at(state));
    store.add(
        Correction.of(
            letter, "{\"b\":1}".getBytes(StandardCharsets.UTF_8), "", "r", Instant.EPOCH));
    assertThat(
        CorrectionFile.write(letter, store.inForce()), containsString("\"raw\":\"{\\\"b\\\":1}\""));
  }

  static Stream<Arguments> wrong() {
    String good =
        CorrectionFile.write(letter("secret".getBytes(StandardCharsets.UTF_8)), Corrections.NONE);
    return Stream.of(
        arguments("{\"raw\":\"secret", "not JSON, at column"),
        arguments("\"secret\"", "not an object"),
        arguments(good.replace("\"object\"", "\"objekt\""), "it has no object"),
        arguments(good.replace("\"position\":3", "\"position\":-1"), "it has no record position"),
        arguments(good.replace("\"raw\"", "\"row\""), "it needs either raw"),
        arguments(good.replace("\"raw\"", "\"raw_base64\""), "its raw_base64 is not base64"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aLineThatIsWrongIsToldByNumberAndWithoutItsContent(String line, String says) {
    List<String> problems = new ArrayList<>();
    assertThat(
        CorrectionFile.read(List.of("", line.replace("secret\"", "secret*\"")), problems),
        is(empty()));
    assertThat(problems, contains(containsString("line 2: " + says)));
    assertThat(problems.get(0), not(containsString("secret")));
  }

  @Test
  void aRecordThatStandsThereTwiceIsRefused() {
    String line = CorrectionFile.write(letter(new byte[0]), Corrections.NONE);
    List<String> problems = new ArrayList<>();
    CorrectionFile.read(List.of(line, line), problems);
    assertThat(problems, contains("line 2: o#3 appears twice"));
  }

  private static DeadLetter letter(byte[] raw) {
    return new DeadLetter(
        "bronze",
        "charge",
        LocalDate.parse("2026-02-03"),
        "o",
        "g",
        3,
        Map.of("entity", "charges"),
        "decode",
        Code.BAD_TYPE,
        "amount",
        "m",
        raw,
        1);
  }
}
