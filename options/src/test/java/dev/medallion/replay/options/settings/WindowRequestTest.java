package dev.medallion.replay.options.settings;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.settings.WindowRequest.Window;
import dev.medallion.replay.options.window.DayRange;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowRequestTest {
  @Test
  void daysAreBothIncluded() {
    assertThat(
        new WindowRequest("2026-02-01", "2026-02-28").in(ZoneOffset.UTC),
        is(new Window(days("2026-02-01", "2026-02-28"), Optional.empty())));
    assertThat(new WindowRequest("2026-02-01", "2026-02-01").problem(), is(Optional.empty()));
  }

  @Test
  void timestampsAreHalfOpenAndWidenedToWholeDays() {
    Window window =
        new WindowRequest("2026-02-01T10:00:00Z", "2026-02-03T00:00:01Z").in(ZoneOffset.UTC);
    assertThat(window.days(), is(days("2026-02-01", "2026-02-03")));
    assertThat(
        window.widened().orElse(""),
        is(
            "2026-02-01T10:00:00Z until 2026-02-03T00:00:01Z, widened to 2026-02-01..2026-02-03"
                + " (Z)"));
  }

  @Test
  void timestampsAtMidnightAreNotWidened() {
    assertThat(
        new WindowRequest("2026-02-01T00:00:00Z", "2026-02-03T00:00:00Z").in(ZoneOffset.UTC),
        is(new Window(days("2026-02-01", "2026-02-02"), Optional.empty())));
  }

  @Test
  void aTimestampsDayIsTheOneOfTheModelsZone() {
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");
    assertThat(
        new WindowRequest("2026-02-01T15:00:00Z", "2026-02-02T15:00:00Z").in(tokyo),
        is(new Window(days("2026-02-02", "2026-02-02"), Optional.empty())));
    assertThat(
        new WindowRequest("2026-02-01T00:00", "2026-02-02T00:00").in(tokyo),
        is(new Window(days("2026-02-01", "2026-02-01"), Optional.empty())));
  }

  @Test
  void aWindowThatCannotBeMeantIsRefused() {
    assertThat(problem("2026-02-02", "2026-02-01"), containsString("reversed"));
    assertThat(problem("2026-02-02T00:00Z", "2026-02-02T00:00Z"), containsString("reversed"));
    assertThat(problem("1926-01-01", "2026-01-01"), containsString("the limit is 3,660"));
    assertThat(problem("2026-02-30", "2026-03-01"), containsString("--from=2026-02-30 is not"));
    assertThat(problem("2026-02-01", "2026-03-01T25:00"), containsString("--to=2026-03-01T25:00"));
    assertThat(
        problem("2026-02-01", "2026-03-01T00:00"),
        containsString("give two days or two timestamps"));
    assertThat(
        new WindowRequest("2016-01-01", "2026-01-07").problem(),
        is(Optional.empty())); // 3,660 days
  }

  private static String problem(String from, String to) {
    return new WindowRequest(from, to).problem().orElse("");
  }

  private static DayRange days(String from, String to) {
    return new DayRange(LocalDate.parse(from), LocalDate.parse(to));
  }
}
