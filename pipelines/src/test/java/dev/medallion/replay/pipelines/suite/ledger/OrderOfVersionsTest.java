package dev.medallion.replay.pipelines.suite.ledger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Versions are compared as their own type, wherever they are compared: among those that were read,
 * with late ones, and with what is published.
 */
class OrderOfVersionsTest {
  private static final String DAY = "2026-02-01";

  private static Things things(Path folder, String type, String order) {
    return Things.in(folder)
        .change("{path: /ver, type: int64, required: true}", "{path: /ver, " + type + "}")
        .change("latest_by: [ver]", "latest_by: ['" + order + "']");
  }

  /** The nanoseconds of a first term decide before a second one does, each in its own direction. */
  @ParameterizedTest
  @CsvSource({"ver, 1, 2", "-ver, 2, 1"})
  void nanosecondsDecideBeforeTheNextTerm(
      String order, int older, int newer, @TempDir Path folder) {
    Things things =
        things(folder, "type: timestamp, format: iso8601, required: true", order)
            .change("latest_by: ['" + order + "']", "latest_by: ['" + order + "', val]")
            .change(
                "val: {path: /val, type: int64}", "val: {path: /val, type: int64, required: true}");
    String time = "\"2026-01-01T00:00:00.00000000%dZ\"";
    things.arrive(DAY, version(time.formatted(newer), 1), version(time.formatted(older), 2));

    things.run(DAY, DAY);

    assertThat(things.query("SELECT val FROM silver.things"), contains("1"));
    assertThat(
        things.query("SELECT _by_ver, _nanos_ver FROM ledger.thing"),
        contains("2026-01-01T00:00Z|" + newer));
  }

  private static String version(String ver, int value) {
    return "{\"id\":\"x\",\"ver\":%s,\"day\":\"%s\",\"val\":%d}".formatted(ver, DAY, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: int64, required: true                             | ver  | 9                        | 10
          type: int64, required: true                             | -ver | 10                       | 9
          type: 'decimal(10,2)', required: true                   | ver  | 9.5                      | 10.25
          type: 'decimal(10,2)', required: true                   | -ver | 10.25                    | 9.5
          type: 'decimal(38,0)', required: true                   | ver  | 999999999999999999       | 10000000000000000000000
          type: double, required: true                            | ver  | 9.5                      | 1e3
          type: double, required: true                            | ver  | -10                      | -9
          type: double, required: true                            | -ver | 1e3                      | 9.5
          type: string, required: true                            | ver  | "a"                      | "b"
          type: string, required: true                            | -ver | "b"                      | "a"
          type: string, required: true                            | -ver | "ab"                     | "a"
          type: date, format: iso8601, required: true             | ver  | "1999-12-31"             | "2026-01-01"
          type: date, format: iso8601, required: true             | -ver | "2026-01-01"             | "1999-12-31"
          type: timestamp, format: iso8601, required: true        | ver  | "2026-01-01T00:00:00Z"   | "2026-01-01T00:00:00.5Z"
          type: timestamp, format: iso8601, required: true        | -ver | "2026-01-01T00:00:00.5Z" | "2026-01-01T00:00:00Z"
          type: timestamp, format: iso8601, required: true        | ver  | "2026-01-01T00:00:00.000000001Z" | "2026-01-01T00:00:00.000000002Z"
          type: timestamp, format: iso8601, required: true        | -ver | "2026-01-01T00:00:00.000000002Z" | "2026-01-01T00:00:00.000000001Z"
          type: timestamp, format: iso8601, required: true        | ver  | "2026-01-01T00:00:00.123456Z" | "2026-01-01T00:00:00.1234567Z"
          type: timestamp, format: iso8601, required: true        | -ver | "2026-01-01T00:00:00.1234567Z" | "2026-01-01T00:00:00.123456Z"
          type: timestamp, format: iso8601, required: true        | ver  | "2026-01-01T00:00:00.123456999Z" | "2026-01-01T00:00:00.123457Z"
          type: timestamp, format: iso8601, required: true        | ver  | "2026-01-01 00:00:00.0000001+00" | "2026-01-01T01:00:00.0000002+01:00"
          type: timestamp, format: iso8601, required: true        | ver  | "1969-12-31T23:59:59.999999998Z" | "1969-12-31T23:59:59.999999999Z"
          type: timestamp, format: epoch_seconds, required: true  | ver  | 1767225600.0000001       | 1767225600.0000002
          type: timestamp, format: epoch_millis, required: true   | ver  | -0.0002                  | -0.0001
          type: timestamp, format: epoch_millis, required: true, coerce: true | -ver | "1767225600000.0002" | "1767225600000.0001"
          type: timestamp, format: 'yyyy-MM-dd HH:mm:ss.SSSSSSSSSX', required: true | ver | "2026-01-01 00:00:00.000000001Z" | "2026-01-01 00:00:00.000000002Z"
          type: timestamp, format: 'yyyy-MM-dd HH:mm:ss.nX', required: true | ver | "2026-01-01 00:00:00.1Z" | "2026-01-01 00:00:00.2Z"
          """)
  void theNewerOneWinsIsLateAndIsNotTakenBack(
      String type, String order, String older, String newer, @TempDir Path folder) {
    Things things =
        things(folder, type, order)
            .arriveAs("2026-02-02", "newer", version(newer, 2))
            .arriveAs(DAY, "older", version(older, 1));
    things.run(DAY, DAY);
    assertThat(things.query("SELECT val FROM silver.things"), contains("2"));

    things.vanish("2026-02-02", "newer").arriveAs("2026-02-08", "newer", version(newer, 2));
    assertThat(
        "a newer version that came too late",
        things.blocked(DAY, "2026-02-08", "--allow=eroded"),
        is(java.util.List.of("arrives_exceeded things/" + DAY)));

    things.vanish("2026-02-08", "newer").arriveAs("2026-02-02", "newer", version(newer, 2));
    things.vanish(DAY, "older").arriveAs("2026-02-08", "older", version(older, 1));
    things.run(DAY, "2026-02-08");
    assertThat(
        "an older one that came too late changes nothing",
        things.query("SELECT val FROM silver.things"),
        contains("2"));
  }
}
