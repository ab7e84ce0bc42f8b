package dev.medallion.replay.transforms.flow.decode;

import static dev.medallion.replay.transforms.flow.decode.Contracts.field;
import static dev.medallion.replay.transforms.flow.decode.Contracts.pattern;
import static dev.medallion.replay.transforms.flow.decode.Contracts.time;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.medallion.replay.transforms.model.FieldType.Kind;
import dev.medallion.replay.transforms.model.TimeFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeConverterTest {
  private static final Contracts ISO =
      Contracts.of(
              field("t", Kind.TIMESTAMP).formats(time(TimeFormat.Kind.ISO8601)),
              field("k", Kind.STRING).orElse("k"))
          .key("k");
  private static final Contracts EPOCH =
      Contracts.of(
          field("t", Kind.TIMESTAMP).formats(time(TimeFormat.Kind.EPOCH_SECONDS)).coerce());

  private static String iso(String text) {
    return Instant.EPOCH
        .plus((Long) ISO.values("{\"t\":\"" + text + "\"}")[0], ChronoUnit.MICROS)
        .toString();
  }

  private static String deadIso(String text) {
    return ISO.dead("{\"t\":\"" + text + "\"}").split(" ", 2)[0];
  }

  @Test
  void isoTimesAreReadInEveryUsualShape() {
    assertThat(iso("2026-02-03T10:15:00Z"), is("2026-02-03T10:15:00Z"));
    assertThat(iso("2026-02-03T10:15:00.1+00:00"), is("2026-02-03T10:15:00.100Z"));
    assertThat(iso("2026-02-03T10:15:00.123456789-05:30"), is("2026-02-03T15:45:00.123456Z"));
    assertThat(iso("2026-02-03 10:15:00+0200"), is("2026-02-03T08:15:00Z"));
    assertThat(iso("2026-02-03T10:15+02"), is("2026-02-03T08:15:00Z"));
    assertThat(iso("1969-12-31T23:59:59.999999Z"), is("1969-12-31T23:59:59.999999Z"));
    assertThat(iso("2024-02-29T00:00:00Z"), is("2024-02-29T00:00:00Z"));
  }

  @Test
  void daysAndTimesThatDoNotExistAreOutOfRange() {
    assertThat(deadIso("2026-02-30T00:00:00Z"), is("OUT_OF_RANGE"));
    assertThat(deadIso("2026-13-01T00:00:00Z"), is("OUT_OF_RANGE"));
    assertThat(deadIso("2026-02-03T25:00:00Z"), is("OUT_OF_RANGE"));
    assertThat(deadIso("2016-12-31T23:59:60Z"), is("OUT_OF_RANGE"));
    assertThat(deadIso("0000-01-01T00:00:00Z"), is("OUT_OF_RANGE"));
    assertThat(deadIso("0001-01-01T00:00:00+01:00"), is("OUT_OF_RANGE"));
    assertThat(deadIso("9999-12-31T23:59:59-01:00"), is("OUT_OF_RANGE"));
    assertThat(deadIso("2026-02-03T10:15:00+18:01"), is("OUT_OF_RANGE"));
    assertThat(deadIso("2026-02-03T10:15:00-24:00"), is("OUT_OF_RANGE"));
  }

  @Test
  void textsOfAnotherShapeAreBadType() {
    assertThat(deadIso("yesterday"), is("BAD_TYPE"));
    assertThat(deadIso(""), is("BAD_TYPE"));
    assertThat(deadIso("2026-02-03T10:15:00Z "), is("BAD_TYPE"));
    assertThat(deadIso("03.02.2026"), is("BAD_TYPE"));
    assertThat(deadIso("2026-02-0310:15:00Z"), is("BAD_TYPE"));
    assertThat(deadIso("2026-02-03T 10:15:00Z"), is("BAD_TYPE"));
    assertThat(deadIso("2026-02-03T10:15:00ZZ"), is("BAD_TYPE"));
    assertThat(
        ISO.dead("{\"t\":\"2026-02-03T10:15:00\"}"),
        startsWith("BAD_TYPE t t names no offset, and the contract no zone"));
    assertThat(ISO.dead("{\"t\":5}"), startsWith("BAD_TYPE"));
  }

  @Test
  void epochsAreExactToTheMicrosecond() {
    assertThat(EPOCH.values("{\"t\":1700000000}")[0], is(1_700_000_000_000_000L));
    assertThat(EPOCH.values("{\"t\":1700000000.123456}")[0], is(1_700_000_000_123_456L));
    assertThat(EPOCH.values("{\"t\":-0.5}")[0], is(-500_000L));
    assertThat(EPOCH.values("{\"t\":\"1700000000\"}")[0], is(1_700_000_000_000_000L));
    assertThat(EPOCH.dead("{\"t\":1e300}"), startsWith("OUT_OF_RANGE"));
    assertThat(EPOCH.dead("{\"t\":9223372036854775807}"), startsWith("OUT_OF_RANGE"));
    assertThat(EPOCH.dead("{\"t\":\"soon\"}"), startsWith("BAD_TYPE"));
    assertThat(EPOCH.dead("{\"t\":true}"), startsWith("BAD_TYPE"));
    assertThat(
        Contracts.of(field("t", Kind.TIMESTAMP).formats(time(TimeFormat.Kind.EPOCH_MILLIS)))
            .values("{\"t\":-1}")[0],
        is(-1000L));
  }

  @Test
  void naiveTimesAreReadInTheirZoneAndSkippedOnesAreOutOfRange() {
    Contracts local =
        Contracts.of(
            field("t", Kind.TIMESTAMP).formats(pattern("dd.MM.yyyy HH:mm", "Europe/Berlin")));
    assertThat(
        local.values("{\"t\":\"03.02.2026 01:00\"}")[0],
        is(Instant.parse("2026-02-03T00:00:00Z").getEpochSecond() * 1_000_000));
    assertThat(
        local.values("{\"t\":\"25.10.2026 02:30\"}")[0],
        is(Instant.parse("2026-10-25T00:30:00Z").getEpochSecond() * 1_000_000));
    assertThat(local.dead("{\"t\":\"29.03.2026 02:30\"}"), startsWith("OUT_OF_RANGE"));
    assertThat(local.dead("{\"t\":\"31.02.2026 02:30\"}"), startsWith("OUT_OF_RANGE"));
  }

  @ParameterizedTest
  @CsvSource({
    "America/Sao_Paulo, 2018-11-04, 2018-11-04T03:00:00Z",
    "Asia/Beirut, 2026-03-29, 2026-03-28T22:00:00Z",
    "Africa/Cairo, 2026-04-24, 2026-04-23T22:00:00Z",
    "Europe/Berlin, 2026-03-29, 2026-03-28T23:00:00Z",
  })
  void aBareDateIsItsDayAlsoWhereItsZoneSkipsMidnight(String zone, String day, String begins) {
    long micros = Instant.parse(begins).getEpochSecond() * 1_000_000;
    String record = "{\"t\":\"" + day + "\"}";
    for (TimeFormat format :
        List.of(
            new TimeFormat(TimeFormat.Kind.ISO8601, "", Optional.of(ZoneId.of(zone))),
            pattern("yyyy-MM-dd", zone))) {
      Contracts local = Contracts.of(field("t", Kind.TIMESTAMP).formats(format));
      assertThat(local.values(record)[0], is(micros));
    }
    Contracts date = Contracts.of(field("t", Kind.DATE).formats(time(TimeFormat.Kind.ISO8601)));
    assertThat(date.values(record)[0], is((int) LocalDate.parse(day).toEpochDay()));
  }

  @Test
  void datesAreDaysSince1970() {
    Contracts date = Contracts.of(field("d", Kind.DATE));
    assertThat(date.values("{\"d\":\"1970-01-11\"}")[0], is(10));
    assertThat(date.values("{\"d\":\"1970-01-11T23:00:00-05:00\"}")[0], is(10));
    assertThat(date.dead("{\"d\":\"2026-02-30\"}"), startsWith("OUT_OF_RANGE"));
    Contracts german =
        Contracts.of(field("d", Kind.DATE).formats(pattern("dd.MM.yyyy", "Europe/Berlin")));
    assertThat(german.values("{\"d\":\"11.01.1970\"}")[0], is(10));
  }

  private static Contracts fine(TimeFormat... formats) {
    return Contracts.of(
            field("t", Kind.TIMESTAMP).formats(formats).coerce(),
            field("k", Kind.STRING).orElse("k"))
        .key("k")
        .latestBy("t");
  }

  /** Microseconds and, behind a point, the nanoseconds of an order term. */
  private static String exactly(Contracts contracts, String value) {
    Outcome.Decoded decoded = (Outcome.Decoded) contracts.decode("{\"t\":" + value + "}");
    int[] nanos = decoded.nanos();
    return decoded.values()[0] + "." + (nanos.length == 0 ? 0 : nanos[0]);
  }

  @Test
  void theNanosecondsOfAnOrderTermAreKeptWhateverItsFormat() {
    Contracts iso = fine(time(TimeFormat.Kind.ISO8601));
    assertThat(exactly(iso, "\"1970-01-01T00:00:00.123456789Z\""), is("123456.789"));
    assertThat(exactly(iso, "\"1970-01-01 01:00:00.1234567+01\""), is("123456.700"));
    assertThat(exactly(iso, "\"1969-12-31T23:59:59.999999999Z\""), is("-1.999"));
    assertThat(exactly(iso, "\"1970-01-01T00:00:00.123456000Z\""), is("123456.0"));
    Contracts seconds = fine(time(TimeFormat.Kind.EPOCH_SECONDS));
    assertThat(exactly(seconds, "1.000000001"), is("1000000.1"));
    assertThat(exactly(seconds, "\"-1e-9\""), is("-1.999"));
    assertThat(exactly(seconds, "1.0000000010"), is("1000000.1"));
    assertThat(exactly(fine(time(TimeFormat.Kind.EPOCH_MILLIS)), "1.000001"), is("1000.1"));
    assertThat(
        exactly(fine(pattern("ss.n yyyy-MM-dd HH:mm", "UTC")), "\"00.1 1970-01-01 00:00\""),
        is("0.1"));
  }

  @Test
  void whatIsFinerThanANanosecondOrdersNothing() {
    assertThat(
        fine(time(TimeFormat.Kind.EPOCH_SECONDS)).dead("{\"t\":1.0000000001}"),
        is(
            "OUT_OF_RANGE t t is finer than a nanosecond, and versions are ordered by it: 1.0000000001"));
    assertThat(EPOCH.values("{\"t\":1.00000}")[0], is(1_000_000L));
  }

  @Test
  void aKeyIsNotCut() {
    Contracts key = Contracts.of(field("t", Kind.TIMESTAMP).formats(time(TimeFormat.Kind.ISO8601)));
    assertThat(key.values("{\"t\":\"1970-01-01T00:00:00.123456000Z\"}")[0], is(123_456L));
    assertThat(
        key.dead("{\"t\":\"1970-01-01T00:00:00.1234567Z\"}"),
        is(
            "OUT_OF_RANGE t t is finer than a microsecond, which a key can't be:"
                + " 1970-01-01T00:00:00.1234567Z"));
    assertThat(EPOCH.dead("{\"t\":1e-7}"), startsWith("OUT_OF_RANGE"));
    Contracts inPath =
        Contracts.of(
                field("t", Kind.TIMESTAMP)
                    .formats(time(TimeFormat.Kind.ISO8601))
                    .pathColumn("key", false),
                field("k", Kind.STRING).orElse("k"))
            .key("k");
    assertThat(inPath.dead("{\"t\":\"1970-01-01T00:00:00.1234567Z\"}"), startsWith("OUT_OF_RANGE"));
  }

  @Property(tries = 500)
  void theFastWayAgreesWithTheClassLibrary(
      @ForAll @LongRange(min = -62135596800L, max = 253402300799L) long second,
      @ForAll @IntRange(max = 999_999_999) int nano) {
    Instant instant = Instant.ofEpochSecond(second, nano);
    assertThat(IsoTime.micros(instant.toString()), is(second * 1_000_000 + nano / 1000));
    assertThat(IsoTime.nanos(instant.toString()), is(nano % 1000));
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, 86_400));
    assertThat(IsoTime.days(day.toString()), is(day.toEpochDay()));
  }
}
