package dev.medallion.replay.transforms.warehouse.bigquery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.options.window.Grain;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DecoratorTest {
  private static final TableId CHARGES = TableId.of("p", "lake_silver", "charges");

  @Provide
  Arbitrary<LocalDate> days() {
    return Arbitraries.longs()
        .between(LocalDate.of(1, 1, 1).toEpochDay(), LocalDate.of(9999, 12, 31).toEpochDay())
        .map(LocalDate::ofEpochDay);
  }

  @Property
  void aPartitionIsReadBackFromItsDecorator(@ForAll("days") LocalDate day, @ForAll Grain grain) {
    String value = grain.valueOf(day);
    TableId decorated = Decorator.decorated(CHARGES, grain, value);
    assertThat(Decorator.partition(decorated, value::equals), is(value));
    assertThat(Decorator.name(decorated), is("charges"));
    if (grain == Grain.NONE) {
      assertThrows(
          IllegalStateException.class, () -> Decorator.require(decorated, CHARGES, grain, value));
    } else {
      Decorator.require(decorated, CHARGES, grain, value);
    }
  }

  @Example
  void partitionsAreNamedAsBigQueryNamesThem() {
    assertThat(
        Decorator.decorated(CHARGES, Grain.DAY, "2026-02-03").getTable(), is("charges$20260203"));
    assertThat(
        Decorator.decorated(CHARGES, Grain.MONTH, "2026-02").getTable(), is("charges$202602"));
    assertThat(
        Decorator.decorated(CHARGES, Grain.QUARTER, "2026-Q2").getTable(), is("charges$202604"));
    assertThat(Decorator.decorated(CHARGES, Grain.YEAR, "2026").getTable(), is("charges$2026"));
    assertThat(Decorator.decorated(CHARGES, Grain.NONE, "all"), is(CHARGES));
  }

  @Property
  void aPartitionsIdNeedsNoGrain(@ForAll("days") LocalDate day, @ForAll Grain grain) {
    if (grain != Grain.NONE && day.getYear() >= 1000) {
      String value = grain.valueOf(day);
      assertThat(Decorator.id(value), is(Decorator.id(grain, value)));
    }
  }

  @Example
  void aMonthIsAQuarterOnlyWhereItsJobSaysSo() {
    TableId april = TableId.of("p", "lake_silver", "charges$202604");
    TableId may = TableId.of("p", "lake_silver", "charges$202605");

    assertThat(Decorator.partition(april, "2026-Q2"::equals), is("2026-Q2"));
    assertThat(Decorator.partition(april, "2026-Q1"::equals), is("2026-04"));
    assertThat(Decorator.partition(april, "2026-04"::equals), is("2026-04"));
    assertThat(Decorator.partition(may, "2026-Q2"::equals), is("2026-05"));
    assertThrows(
        IllegalStateException.class,
        () -> Decorator.require(may, CHARGES, Grain.QUARTER, "2026-Q2"));
  }

  @Example
  void whatWouldReplaceMoreThanThePartitionIsNeverSent() {
    TableId other = TableId.of("p", "lake_silver", "charges$20260204");
    TableId month = TableId.of("p", "lake_silver", "charges$202602");
    TableId elsewhere = TableId.of("p", "other_silver", "charges$20260203");
    for (TableId wrong : List.of(CHARGES, other, month, elsewhere)) {
      assertThrows(
          IllegalStateException.class,
          () -> Decorator.require(wrong, CHARGES, Grain.DAY, "2026-02-03"));
    }
    assertThrows(
        IllegalStateException.class,
        () -> Decorator.require(null, CHARGES, Grain.DAY, "2026-02-03"));
    assertThrows(
        IllegalStateException.class, () -> Decorator.require(other, CHARGES, Grain.NONE, "all"));
    assertThrows(
        IllegalStateException.class,
        () -> Decorator.require(CHARGES, CHARGES, Grain.NONE, "2026-02-03"));
  }
}
