package dev.medallion.replay.options.window;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A scope holds whole partitions of every grain, whatever widens it. */
class ScopeTest {
  private static final LocalDate FIRST_OF_MARCH = LocalDate.parse("2026-03-01");
  private static final LocalDate TENTH_OF_MARCH = LocalDate.parse("2026-03-10");

  @Test
  void daysThatCutAMonthOrAYearMakeNoScope() {
    TreeSet<LocalDate> cut = new TreeSet<>(Set.of(FIRST_OF_MARCH, TENTH_OF_MARCH));

    assertThrows(IllegalArgumentException.class, () -> new Scope(cut, Grain.MONTH, Instant.EPOCH));
    assertThrows(IllegalArgumentException.class, () -> new Scope(cut, Grain.YEAR, Instant.EPOCH));
    assertThat(
        new Scope(cut, Grain.DAY, Instant.EPOCH).partitions(Grain.DAY),
        is(List.of("2026-03-01", "2026-03-10")));
  }

  @Test
  void noDaysMakeNoScope() {
    assertThrows(
        IllegalArgumentException.class, () -> new Scope(new TreeSet<>(), Grain.DAY, Instant.EPOCH));
  }

  @Test
  void aDayIsWidenedToItsMonth() {
    Scope scope = Scope.widened(List.of(TENTH_OF_MARCH), Grain.MONTH, Instant.EPOCH);

    assertThat(scope.span(), is(range("2026-03-01", "2026-03-31")));
    assertThat(scope.partitions(Grain.MONTH), is(List.of("2026-03")));
    assertThat(scope.days().size(), is(31));
  }

  @Test
  void aDayThatIsAddedBringsItsWholeMonthAndLeavesNoMonthBetween() {
    Scope january =
        Scope.widened(List.of(LocalDate.parse("2026-01-05")), Grain.MONTH, Instant.EPOCH);

    Scope both = january.expandedBy(Set.of(TENTH_OF_MARCH));

    assertThat(both.partitions(Grain.MONTH), is(List.of("2026-01", "2026-03")));
    assertThat(both.days().size(), is(62));
  }

  @Test
  void aDayThatIsAddedBringsItsWholeYear() {
    Scope year = Scope.widened(List.of(TENTH_OF_MARCH), Grain.YEAR, Instant.EPOCH);

    Scope both = year.expandedBy(Set.of(LocalDate.parse("2024-02-29")));

    assertThat(both.partitions(Grain.YEAR), is(List.of("2024", "2026")));
    assertThat(both.partitions(Grain.MONTH).size(), is(24));
    assertThat(both.days().size(), is(366 + 365));
  }

  @Test
  void whoAsksForPartitionsThatTheScopeMayCutIsRefused() {
    Scope day = Scope.of(range("2026-03-10", "2026-03-10"), Instant.EPOCH);

    assertThrows(IllegalArgumentException.class, () -> day.partitions(Grain.MONTH));
    assertThat(day.partitions(Grain.NONE), is(List.of(Grain.ALL)));
  }

  @Test
  void nobodyTakesDaysAwayAfterwards() {
    TreeSet<LocalDate> days = new TreeSet<>(Set.of(TENTH_OF_MARCH));
    Scope scope = new Scope(days, Grain.DAY, Instant.EPOCH);

    days.clear();

    assertThat(scope.days(), is(new TreeSet<>(Set.of(TENTH_OF_MARCH))));
  }

  private static DayRange range(String from, String to) {
    return new DayRange(LocalDate.parse(from), LocalDate.parse(to));
  }
}
