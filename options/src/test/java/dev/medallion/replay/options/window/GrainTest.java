package dev.medallion.replay.options.window;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrainTest {

  @ParameterizedTest
  @CsvSource({
    "DAY, 2026-02-28, 2026-02-28, 2026-02-28",
    "MONTH, 2026-02, 2026-02-01, 2026-02-28",
    "QUARTER, 2026-Q1, 2026-01-01, 2026-03-31",
    "QUARTER, 2026-Q2, 2026-04-01, 2026-06-30",
    "QUARTER, 2026-Q3, 2026-07-01, 2026-09-30",
    "QUARTER, 2026-Q4, 2026-10-01, 2026-12-31",
    "QUARTER, 2024-Q1, 2024-01-01, 2024-03-31",
    "YEAR, 2026, 2026-01-01, 2026-12-31",
  })
  void aValueNamesItsDays(Grain grain, String value, LocalDate from, LocalDate to) {
    assertThat(grain.days(value), is(new DayRange(from, to)));
    assertThat(grain.isValue(value), is(true));
  }

  @ParameterizedTest
  @EnumSource(value = Grain.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void everyDayIsInThePartitionThatItNames(Grain grain) {
    LocalDate day = LocalDate.of(2023, 12, 1);
    while (day.isBefore(LocalDate.of(2025, 2, 1))) {
      assertThat(grain.days(grain.valueOf(day)).contains(day), is(true));
      day = day.plusDays(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026",
        "2026-01",
        "2026-01-01",
        "2026-Q0",
        "2026-Q5",
        "2026-Q",
        "2026-Q11",
        "2026Q1",
        "2026-q1",
        "26-Q1",
        "-Q1",
        "x-Q1",
        "all",
        ""
      })
  void otherTextsAreNoQuarter(String text) {
    assertThat(Grain.QUARTER.isValue(text), is(false));
  }

  @Test
  void aQuarterIsLargerThanAMonthAndSmallerThanAYear() {
    assertThat(Grain.QUARTER.compareTo(Grain.MONTH) > 0, is(true));
    assertThat(Grain.QUARTER.compareTo(Grain.YEAR) < 0, is(true));
  }
}
