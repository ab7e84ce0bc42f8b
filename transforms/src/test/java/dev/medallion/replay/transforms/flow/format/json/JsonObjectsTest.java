package dev.medallion.replay.transforms.flow.format.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonObjectsTest {

  /** What a record that can't be read seems to hold: that many events are lost with it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"a\":1} | 1",
        "{\"a\":{\"b\":1}} | 1",
        "{\"a\":1}\\n{\"b\":2} | 2",
        "{\"a\":1},{\"b\":2},{\"c\": | 3",
        "[{\"a\":1}, {\"b\":[{\"c\":1}]}] | 2",
        "{\"a\":\"{\\\"b\\\":1}{\\\"c\\\":1}\"} | 1",
        "body{margin:0} p{color:red} | 0",
        "no json at all | 0",
        "{\"a\":1 | 1",
      })
  void objectsSideBySideAndInAnArrayAreCounted(String text, int objects) {
    byte[] bytes = ("xx" + text).getBytes(StandardCharsets.UTF_8);
    assertThat(JsonObjects.count(bytes, 2, bytes.length - 2), is(objects));
  }
}
