package dev.medallion.replay.options.window;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayTextTest {
  @ParameterizedTest
  @CsvSource({
    "2026-02-03, 2026-02-03",
    "2026-02-03 2026-02-03, 2026-02-03",
    "2026-03-01 2026-02-28 2026-02-27, 2026-02-27 to 2026-03-01",
    "2026-02-03 2026-02-05 2026-02-06, '2026-02-03, 2026-02-05 to 2026-02-06'",
  })
  void daysInARowAreARange(String days, String says) {
    assertThat(DayText.of(Stream.of(days.split(" ")).map(LocalDate::parse).toList()), is(says));
  }
}
