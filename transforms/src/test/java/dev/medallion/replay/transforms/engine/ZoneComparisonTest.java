package dev.medallion.replay.transforms.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.engine.ZoneComparison.Difference;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneComparisonTest {
  private static final ZoneId VANCOUVER = ZoneId.of("America/Vancouver");
  private static final Instant BEGIN = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant CHANGE = Instant.parse("2026-11-01T09:00:00Z");

  @Test
  void theSameChangesAreNoDifference() {
    SortedMap<Instant, Integer> winter = changes(Map.of(BEGIN, -25200, CHANGE, -28800));
    assertThat(ZoneComparison.first(winter, winter), is(Optional.empty()));
  }

  @Test
  void aChangeThatOneOfThemLacksIsOneInEitherDirection() {
    SortedMap<Instant, Integer> winter = changes(Map.of(BEGIN, -25200, CHANGE, -28800));
    SortedMap<Instant, Integer> summer = changes(Map.of(BEGIN, -25200));
    ZoneOffset eight = ZoneOffset.ofHours(-8);
    ZoneOffset seven = ZoneOffset.ofHours(-7);
    assertThat(
        ZoneComparison.first(winter, summer),
        is(Optional.of(new Difference(CHANGE, eight, seven))));
    assertThat(
        ZoneComparison.first(summer, winter),
        is(Optional.of(new Difference(CHANGE, seven, eight))));
  }

  @Test
  void aChangeAnHourLaterAndAnotherOffsetFromTheStartAreDifferences() {
    SortedMap<Instant, Integer> winter = changes(Map.of(BEGIN, -25200, CHANGE, -28800));
    SortedMap<Instant, Integer> later =
        changes(Map.of(BEGIN, -25200, CHANGE.plusSeconds(3600), -28800));
    assertThat(ZoneComparison.first(winter, later).orElseThrow().at(), is(CHANGE));
    assertThat(
        ZoneComparison.first(winter, changes(Map.of(BEGIN, 0))).orElseThrow().at(), is(BEGIN));
  }

  @Test
  void zonesWhoseRulesAreOldNewsAreTheSameAlsoAcrossTheirChanges() {
    assertThat(
        differences("2024-01-01", "2024-12-31", "Europe/Berlin", "America/Sao_Paulo", "UTC"),
        is(empty()));
    assertThat(differences("2018-10-30", "2018-11-10", "America/Sao_Paulo"), is(empty()));
    assertThat(differences("2026-01-01", "2026-12-31", "Australia/Lord_Howe"), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Z", "+02:00"})
  void aFixedOffsetNeedsNoComparing(String zone) {
    assertThat(differences("2026-11-01", "2026-11-05", zone), is(empty()));
  }

  @Test
  void aZoneWhoseRulesOnlyOneOfThemKnowsIsNamedWithTheDayAndBothOffsets() {
    boolean differ =
        VANCOUVER.getRules().getOffset(Instant.parse("2026-12-01T00:00:00Z")).getTotalSeconds()
            == -28800;
    assumeTrue(differ, "this JDK has learned what DuckDB knows");

    assertThat(
        differences("2026-11-01", "2026-11-03", "Europe/Berlin", VANCOUVER.getId()),
        contains(
            allOf(
                containsString("America/Vancouver"),
                containsString("2026-11-01"),
                containsString("-08:00"),
                containsString("-07:00"))));
    assertThat(differences("2027-01-10", "2027-01-10", VANCOUVER.getId()).size(), is(1));
    assertThat(differences("2026-09-01", "2026-10-20", VANCOUVER.getId()), is(empty()));
    assertThat(differences("2027-05-01", "2027-05-20", VANCOUVER.getId()), is(empty()));
  }

  private static List<String> differences(String from, String to, String... zones) {
    return ZoneComparison.differences(
        List.of(zones).stream().map(ZoneId::of).toList(),
        new DayRange(LocalDate.parse(from), LocalDate.parse(to)));
  }

  private static SortedMap<Instant, Integer> changes(Map<Instant, Integer> changes) {
    return new TreeMap<>(changes);
  }
}
