package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.Replays;
import dev.medallion.replay.pipelines.suite.BeforeReadingRunner;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a model that masks personal data. */
class MasksRunTest {
  private static final String SECRET = "only this test knows it";
  private static final String MODEL =
      """
      model: sales
      time_zone: UTC
      severities: {freshness: off}
      sources:
        ev: {path: 'ev/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl', format: jsonl, arrives: {after: P3D}}
      streams:
        sale:
          shard_by: [id]
          entities:
            sale:
              from: ev
              key: [id]
              latest_by: [day]
              business_time: day
              fields:
                id:    {path: /id, type: string, required: true}
                day:   {path: /day, type: date, format: iso8601, required: true}
                email: {path: /email, type: string, pii: true}
          tables:
            sales: {layer: silver, entity: sale, sql: silver/sales.sql, key: [id], partition_by: {column: day, grain: day}}
      tables:
        people: {layer: gold, from: {sales: {}}, sql: gold/people.sql, key: [day, person], partition_by: {column: day, grain: day}}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void lay() {
    Lake.in(folder.resolve("m"))
        .put("model.yaml", MODEL)
        .put("silver/sales.sql", "SELECT id, day, mask_email(email) AS email, _event FROM sale")
        .put(
            "gold/people.sql",
            "SELECT day, mask_email(email) AS person, count(*) AS sales FROM sales"
                + " WHERE day = partition_day() AND email IS NOT NULL GROUP BY ALL");
    Lake.in(folder.resolve("in"))
        .put(
            "ev/dt=2026-02-03/a.jsonl",
            """
            {"id":"a","day":"2026-02-03","email":"ada@home.example"}
            {"id":"b","day":"2026-02-03","email":" Ada@HOME.example"}
            {"id":"c","day":"2026-02-03","email":null}
            """);
  }

  private Bench bench(String name) {
    return new Bench(
        folder.resolve(name),
        "--model=" + folder.resolve("m"),
        "--input=" + folder.resolve("in"),
        "--asOf=2026-02-05T12:00:00Z",
        "--from=2026-02-03",
        "--to=2026-02-03");
  }

  private String secret(String text) throws IOException {
    return "--maskSecret=" + Files.writeString(folder.resolve("secret.txt"), text + "\n");
  }

  @Test
  void onePersonHasOneMaskAndNobodyReadsTheAddressOrTheSecret() throws IOException {
    Bench bench = bench("w");

    Outcome outcome = bench.run(secret(SECRET));

    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(0));
    assertThat(bench.tables().query("SELECT sales FROM gold.people"), is(List.of("2")));
    assertThat(
        bench
            .tables()
            .query(
                "SELECT count(*), bool_and(regexp_full_match(email, 'm-[0-9a-f]{20}@masked.invalid'))"
                    + " FROM silver.sales WHERE email IS NOT NULL"),
        is(List.of("2|true")));
    assertThat(
        bench
            .tables()
            .query(
                "SELECT DISTINCT s.email = p.person FROM silver.sales s, gold.people p"
                    + " WHERE s.email IS NOT NULL"),
        is(List.of("true")));
    for (String unseen : List.of(SECRET, "ada@home")) {
      assertThat(outcome.out() + outcome.err(), not(containsString(unseen)));
      try (Stream<Path> files = Files.walk(bench.state())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(
              file.toString(),
              Files.readString(file, StandardCharsets.ISO_8859_1),
              not(containsString(unseen)));
        }
      }
    }
  }

  @Test
  void withoutASecretTheModelIsRefusedBeforeAnythingIsRead() {
    Bench bench = bench("w");

    Outcome outcome = bench.run();

    assertThat(outcome.exitCode(), is(2));
    assertThat(
        outcome.err(),
        allOf(
            containsString("the model's SQL masks personal data"),
            containsString("--mask-secret=<file>")));
    assertThat(Files.exists(bench.warehouse()), is(false));
    assertThat(Files.exists(bench.state().resolve("staging")), is(false));
  }

  @Test
  void theSameSecretGivesTheSameMasksAndAnotherGivesOthers() throws IOException {
    Bench one = bench("one");
    one.run(secret(SECRET));
    Bench two = bench("two");
    two.run(secret(SECRET));
    Bench other = bench("other");
    other.run(secret("which nobody else knows"));

    assertThat(two.tables().contents(), is(one.tables().contents()));
    assertThat(other.tables().contents(), is(not(one.tables().contents())));
  }

  @Test
  void aSecretThatChangesDuringTheRunStopsItUntilItIsRestored() throws IOException {
    Bench bench = bench("w");
    String option = secret(SECRET);
    BeforeReadingRunner.does(() -> rewrite("which nobody else knows"));
    Outcome stopped =
        bench.run(option, "--runId=r1", "--runner=" + BeforeReadingRunner.class.getName());
    BeforeReadingRunner.does(() -> {});
    String why = "mask secret: the run started with one that is another now; restore the file";

    assertThat(stopped.out() + stopped.err(), stopped.exitCode(), is(not(0)));
    assertThat(stopped.err(), containsString(why));
    Outcome refused = bench.call("resume", "--run=r1");
    assertThat(refused.exitCode(), is(2));
    assertThat(refused.err(), allOf(containsString(why), not(containsString("which nobody"))));

    rewrite(SECRET);
    Outcome resumed = bench.call("resume", "--run=r1");
    assertThat(resumed.out() + resumed.err(), resumed.exitCode(), is(0));
    Bench other = bench("other");
    other.run(option);
    assertThat(bench.tables().contents(), is(other.tables().contents()));
  }

  private void rewrite(String secret) {
    try {
      secret(secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTestOfTheModelHasASecretOfItsOwn() throws IOException {
    Lake.in(folder.resolve("m"))
        .put(
            "tests/masks.yaml",
            """
            tests:
              - name: one person
                from: 2026-02-03
                objects:
                  ev/dt=2026-02-03/a.jsonl:
                    - {id: a, day: '2026-02-03', email: 'ada@home.example'}
                expect:
                  sales:
                    - {id: a, email: m-%s@masked.invalid}
            """
                .formatted("4dc0946d82fc2a1633d9"));

    Outcome outcome = new Replays().run(List.of("test", "--model=" + folder.resolve("m")));

    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(0));
  }
}
