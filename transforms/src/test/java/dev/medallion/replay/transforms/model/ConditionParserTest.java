package dev.medallion.replay.transforms.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.model.Condition.CompareField;
import dev.medallion.replay.transforms.model.Condition.CompareLiteral;
import dev.medallion.replay.transforms.model.Condition.In;
import dev.medallion.replay.transforms.model.Condition.IsNull;
import dev.medallion.replay.transforms.model.Condition.Operator;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionParserTest {
  @Test
  void termsAreJoinedByAnd() {
    assertThat(
        ConditionParser.parse(
                "amount_due <= total AND op NOT IN ('D', 'it''s') and x is not null AND y IS NULL"
                    + " AND z <> -1.50 AND ok = TRUE AND _a>'b'")
            .terms(),
        contains(
            new CompareField("amount_due", Operator.LE, "total"),
            new In("op", Set.of("D", "it's"), true),
            new IsNull("x", true),
            new IsNull("y", false),
            new CompareLiteral("z", Operator.NE, "-1.50"),
            new CompareLiteral("ok", Operator.EQ, "true"),
            new CompareLiteral("_a", Operator.GT, "b")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | expected a field at position 1, not the end",
        "a | expected =, !=, <, <=, >, >=, IN or IS at position 2, not the end",
        "a = | expected a value in single quotes, a number, true or false at position 4, not the end",
        "a = 1 OR b = 2 | expected AND or the end at position 7, not OR",
        "a LIKE 'x' | expected =, !=, <, <=, >, >=, IN or IS at position 3, not LIKE",
        "a NOT NULL | expected IN at position 7, not NULL",
        "a IN () | expected a value in single quotes, a number, true or false at position 7, not )",
        "a = 'x | can't read 'x at position 5",
        "a = 1; b | can't read ; b at position 6",
        "1 = a | expected a field at position 1, not 1",
        "null = a | expected a field at position 1, not null",
      })
  void aBadConditionSaysWhatAndWhere(String text, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ConditionParser.parse(text));

    assertThat(e.getMessage(), is(message));
  }
}
