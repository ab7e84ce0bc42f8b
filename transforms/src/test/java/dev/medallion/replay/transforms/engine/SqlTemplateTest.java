package dev.medallion.replay.transforms.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SqlTemplateTest {
  @Test
  void whatIsPutInIsNotLookedAtAgain() {
    assertThat(
        SqlTemplate.of("SELECT ${a}, '${b}' FROM ${a}")
            .with("a", "x $1 %s ${b}")
            .with("b", "y")
            .sql(),
        is("SELECT x $1 %s ${b}, 'y' FROM x $1 %s ${b}"));
  }

  @Test
  void placesAndValuesHaveToMatch() {
    SqlTemplate template = SqlTemplate.of("SELECT ${a}");

    assertThat(
        assertThrows(IllegalArgumentException.class, template::sql).getMessage(),
        containsString("a"));
    assertThrows(IllegalArgumentException.class, () -> template.with("b", "1"));
  }
}
