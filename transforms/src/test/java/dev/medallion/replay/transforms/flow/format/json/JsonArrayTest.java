package dev.medallion.replay.transforms.flow.format.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.flow.format.RecordCutter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayTest {
  /** Each record as {@code position: bytes}; the same however the object is cut. */
  private static List<String> records(String text) throws IOException {
    List<String> whole = records(text, Integer.MAX_VALUE);
    for (int piece : new int[] {1, 2, 3, 7}) {
      assertThat(records(text, piece), is(whole));
    }
    return whole;
  }

  private static List<String> records(String text, int piece) throws IOException {
    byte[] object = text.getBytes(StandardCharsets.UTF_8);
    List<String> records = new ArrayList<>();
    RecordCutter cutter =
        new JsonArray()
            .begin(
                (record, position) ->
                    records.add(
                        position + ": " + new String(record.bytes(), StandardCharsets.UTF_8)),
                1 << 20);
    byte[] buffer = new byte[object.length];
    int held = 0;
    for (int at = 0; at < object.length; at += Math.min(piece, object.length - at)) {
      int n = Math.min(piece, object.length - at);
      System.arraycopy(object, at, buffer, held, n);
      held = cutter.cut(buffer, held + n);
    }
    cutter.end(buffer, held);
    return records;
  }

  @Test
  void anElementIsARecord() throws Exception {
    assertThat(
        records(" [ {\"a\": \"],[\\\"\"} ,\n{\"b\":[1,{\"c\":2}]},3]\n"),
        contains("0: {\"a\": \"],[\\\"\"}", "1: {\"b\":[1,{\"c\":2}]}", "2: 3"));
    assertThat(records("\ufeff[{}]"), contains("0: {}"));
  }

  @Test
  void anEmptyArrayHasNoRecord() throws Exception {
    assertThat(records("[]"), is(empty()));
    assertThat(records(" [ \n ] "), is(empty()));
  }

  @Test
  void aMissingElementIsAnEmptyRecord() throws Exception {
    assertThat(records("[{\"a\":1},]"), contains("0: {\"a\":1}", "1: "));
    assertThat(records("[,{\"a\":1},,2]"), contains("0: ", "1: {\"a\":1}", "2: ", "3: 2"));
  }

  @Test
  void anElementWithABracketTooManyIsOneRecord() throws Exception {
    assertThat(
        records("[{\"a\":1}},{\"b\":[2}},{\"c\":3}]"),
        contains("0: {\"a\":1}}", "1: {\"b\":[2}}", "2: {\"c\":3}"));
  }

  @Test
  void anObjectWithoutABracketHoldsLines() throws Exception {
    assertThat(
        records("\n{\"a\":1}\n\n{\"b\":2} {\"c\":3}"),
        contains("1: {\"a\":1}", "3: {\"b\":2}", "4: {\"c\":3}"));
    assertThat(records("\ufeff{\"a\":1}\n"), contains("0: \ufeff{\"a\":1}"));
    assertThat(records(""), is(empty()));
    assertThat(records(" \n"), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[{\"a\":1}", "[{\"a\":1},", "[\"]", "[{]"})
  void anArrayThatDoesNotCloseIsUnreadable(String text) {
    IOException e = assertThrows(IOException.class, () -> records(text));
    assertThat(e.getMessage(), is("its array is not closed (truncated)"));
  }

  @Test
  void textBehindTheArrayIsUnreadable() {
    for (String text : List.of("[1]2", "[1]]", "[][]", "[1] {\"a\":1}")) {
      IOException e = assertThrows(IOException.class, () -> records(text));
      assertThat(e.getMessage(), is("there is text after its array"));
    }
  }
}
