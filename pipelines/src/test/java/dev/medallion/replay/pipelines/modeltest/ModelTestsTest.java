package dev.medallion.replay.pipelines.modeltest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.Replays;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.model.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelTestsTest {
  private static final String MODEL =
      """
      model: till
      time_zone: Europe/Berlin
      sources:
        lake: {path: 'dt={arrival_date:yyyy-MM-dd}/{file}.jsonl', format: jsonl, arrives: {after: P2D}}
      streams:
        sale:
          shard_by: [id]
          entities:
            sale:
              from: lake
              key: [id]
              latest_by: [ver]
              business_time: day
              fields:
                id:   {path: /id, type: int64, required: true}
                ver:  {path: /ver, type: int64, required: true}
                day:  {path: /day, type: date, format: iso8601, required: true}
                paid: {path: /paid, type: 'decimal(9,2)'}
          tables:
            sales: {layer: silver, entity: sale, sql: silver/sales.sql, key: [id], partition_by: {column: day, grain: day}}
      """;

  private static final String OBJECTS =
      """
          from: 2026-02-03
          objects:
            dt=2026-02-03/a.jsonl:
              - {id: 1, ver: 1, day: '2026-02-03', paid: 1.10}
              - {id: 2, ver: 1, day: '2026-02-03'}
      """;

  @TempDir Path folder;

  static Stream<String> packaged() {
    return ModelFiles.builtInNames().stream();
  }

  @ParameterizedTest
  @MethodSource("packaged")
  void testsOfPackagedModelsPass(String model) {
    Outcome outcome = new Replays().run(List.of("test", "--model=" + model));

    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(0));
  }

  private Outcome test(String tests, String... options) throws IOException {
    Files.createDirectories(folder.resolve("silver"));
    Files.createDirectories(folder.resolve("tests"));
    Files.writeString(folder.resolve("model.yaml"), MODEL);
    Files.writeString(
        folder.resolve("silver/sales.sql"),
        "SELECT id, day, paid, CASE WHEN paid > 0 THEN [paid] END AS parts, _event FROM sale\n");
    Files.writeString(folder.resolve("tests/sales.yaml"), tests);
    return new Replays()
        .run(Stream.concat(Stream.of("test", "--model=" + folder), Stream.of(options)).toList());
  }

  private Outcome expecting(String expected) throws IOException {
    return test("tests:\n  - name: a day of sales\n" + OBJECTS + expected.indent(4));
  }

  @Test
  void rowsAreComparedInAnyOrderAndByTheColumnsThatAreNamed() throws Exception {
    Outcome outcome =
        expecting("expect:\n  sales:\n    - {id: 2, paid: null}\n    - {id: 1, paid: '1.10'}");

    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(0));
    assertThat(outcome.out(), is("ok    tests/sales.yaml:2  a day of sales\nPassed 1, failed 0\n"));
  }

  @Test
  void aListThatARowLeavesOutIsEmpty() throws Exception {
    for (String second : List.of("{id: 2}", "{id: 2, parts: '[]'}", "{id: 2, parts: null}")) {
      Outcome outcome =
          expecting("expect:\n  sales:\n    - {id: 1, parts: '[1.10]'}\n    - " + second);

      assertThat(second + outcome.out() + outcome.err(), outcome.exitCode(), is(0));
    }
  }

  @Test
  void differencesAreShownAsRows() throws Exception {
    Outcome outcome =
        expecting("expect:\n  silver.sales:\n    - {id: 1, paid: 1.1}\n    - {id: 2}");

    assertThat(outcome.exitCode(), is(1));
    assertThat(
        outcome.out(),
        is(
            """
            FAIL  tests/sales.yaml:2  a day of sales
                  silver.sales: missing 1, not expected 1
                    - id=1 paid=1.1
                    + id=1 paid=1.10
            Passed 0, failed 1
            """));
  }

  @Test
  void rowsWhereNoneIsExpectedAreShownWhole() throws Exception {
    Outcome outcome = expecting("expect:\n  silver.sales: []");

    assertThat(outcome.exitCode(), is(1));
    assertThat(outcome.out(), containsString("silver.sales: 0 rows expected, 2 found\n"));
    assertThat(outcome.out(), containsString("+ id=1 "));
    assertThat(outcome.out(), containsString(" paid=1.10"));
  }

  @Test
  void aRunIsBlockedByTheAuditsThatAreNamed() throws Exception {
    Outcome outcome = expecting("blocks: [unique_key]");

    assertThat(outcome.exitCode(), is(1));
    assertThat(
        outcome.out(),
        containsString("the run was to be blocked by unique_key, but was blocked by nothing"));
  }

  @Test
  void whatTheModelDoesNotHaveIsNamed() throws Exception {
    assertThat(
        expecting("expect:\n  sale: []").out(),
        containsString("line 9: the model has no table sale; it has silver.sales"));
    assertThat(
        expecting("expect:\n  sales:\n    - {amount: 1}").out(),
        containsString("line 10: sales has no column amount"));
  }

  @Test
  void everyMistakeOfAFileIsToldAtOnce() throws Exception {
    Outcome outcome =
        test(
            """
            tests:
              - name: a
                form: 2026-02-03
                objects: {}
                expect: {sales: []}
              - name: b
                from: 2026-02-30
                objects: {}
            """);

    assertThat(outcome.exitCode(), is(2));
    assertThat(
        outcome.err(),
        is(
            """
            replay: tests/sales.yaml:2: the test has no from. Add from: see docs/model.md.
            replay: tests/sales.yaml:3: a test has the unknown key form. Did you mean from?
            replay: tests/sales.yaml:6: the test expects nothing. Add expect: tables and their rows.
            replay: tests/sales.yaml:7: from 2026-02-30 can't be read. Write it like 2026-02-03.
            """));
  }

  @Test
  void onlySomeTestsAreRun() throws Exception {
    String two =
        "tests:\n"
            + Stream.of("one", "two")
                .map(
                    n ->
                        "  - name: sales "
                            + n
                            + "\n    from: 2026-02-03\n    objects: {}\n    expect: {sales: []}\n")
                .reduce("", String::concat);

    assertThat(test(two, "--only=two").out(), containsString("Passed 1, failed 0"));
    assertThat(test(two, "--only=three").err(), containsString("--only=three: no test of model"));
  }
}
