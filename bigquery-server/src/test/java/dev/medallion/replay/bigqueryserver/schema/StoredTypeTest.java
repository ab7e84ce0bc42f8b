package dev.medallion.replay.bigqueryserver.schema;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTypeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "VARCHAR",
        "TIMESTAMP WITH TIME ZONE",
        "DECIMAL(38,9)",
        "BIGINT[][]",
        "STRUCT(\"a\" BIGINT, \"b c\"\"d\" STRUCT(\"x\" DECIMAL(18,2))[])[]",
      })
  void isWrittenAsItWasRead(String text) {
    assertThat(StoredType.parse(text).toString(), is(text));
  }
}
