package dev.medallion.replay.pipelines.suite.badinput;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.pipelines.suite.badinput.BadLake.Bad;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.run.receipt.ObjectsInfo.SourceObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad input, through the whole pipeline: one lake, one run that is let through. */
@TestInstance(Lifecycle.PER_CLASS)
class BadInputTest {
  private BadLake lake;
  private Bench bench;
  private Bench.Outcome blocked;
  private Bench.Outcome published;
  private final Map<String, DeadLetter> letters = new HashMap<>();

  @BeforeAll
  void replay(@TempDir Path folder) throws Exception {
    lake = new BadLake(folder.resolve("lake"));
    bench = SmallPayments.bench(folder, lake.root());
    blocked = bench.run();
    published =
        bench.run(
            "--allow=incomplete_input", "--allow=dead_letter_ratio", "--allow=unmatched_objects");
    assertThat(published.err() + published.out(), published.exitCode(), is(0));
    for (DeadLetter letter :
        DeadLetterFile.read(published.runFolder().resolve("dead_letters.parquet"))) {
      assertThat(letters.put(letter.object() + ":" + letter.position(), letter) == null, is(true));
    }
  }

  List<Bad> bad() {
    return lake.bad();
  }

  List<Bad> unreadable() {
    return lake.bad().stream().filter(b -> b.code() == Code.UNREADABLE_OBJECT).toList();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void itEndsAsADeadLetterWithItsCode(Bad bad) {
    DeadLetter letter = letters.get(bad.object() + ":" + bad.position());
    assertThat(bad.what() + " is set aside", letter != null, is(true));
    assertThat(letter.code(), is(bad.code()));
    assertThat(letter.message(), containsString(bad.says()));
    assertThat(letter.message(), not(containsString("Exception")));
    assertThat(letter.message(), not(containsString("java.")));
  }

  @Test
  void nothingElseDoes() {
    assertThat(
        letters.keySet(),
        containsInAnyOrder(
            bad().stream().map(b -> b.object() + ":" + b.position()).toArray(String[]::new)));
  }

  @Test
  void whatOnlyLooksBadIsPublished() {
    assertThat(
        bench.tables().query("SELECT id FROM silver.charges WHERE created_date = '2026-02-03'"),
        containsInAnyOrder(lake.good().toArray()));
    assertThat(
        bench.tables().query("SELECT event_id FROM silver.webhook_events"),
        containsInAnyOrder("evt_1", "evt_2", "evt_bom"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void anUnreadableObjectBlocksTheRunByItsName(Bad bad) {
    assertThat(blocked.exitCode(), is(3));
    String findings =
        blocked.manifest().findings().stream()
            .filter(f -> f.audit().equals("incomplete_input"))
            .map(Object::toString)
            .collect(Collectors.joining("\n"));
    assertThat(findings, containsString(bad.object()));
  }

  @Test
  void aFolderOfADayThatDoesNotExistIsNamed() {
    assertThat(
        blocked.manifest().findings().stream()
            .filter(f -> f.blocks() && f.audit().equals("unmatched_objects"))
            .map(Finding::message)
            .toList(),
        contains(containsString("e.g. bronze/source=stripe/entity=customers/dt=2026-02-30")));
  }

  @Test
  void nobodyIsShownAStackTrace() throws IOException {
    for (Bench.Outcome outcome : List.of(blocked, published)) {
      assertThat(outcome.out() + outcome.err(), not(containsString("\tat ")));
      assertThat(outcome.out() + outcome.err(), not(containsString("Exception")));
      try (var files = Files.list(outcome.runFolder())) {
        for (Path file : files.filter(f -> !f.toString().endsWith(".parquet")).toList()) {
          String text = Files.readString(file);
          assertThat(file.toString(), text, not(containsString("Exception")));
          assertThat(file.toString(), text, not(containsString("\tat ")));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("oddNames")
  void anOddNameArrivesAsItIs(String name) throws Exception {
    String object = Bronze.part("charges", "2026-02-04", name);
    String literal = "'" + object.replace("'", "''") + "'";
    assertThat(
        bench.tables().query("SELECT count(*) FROM silver.charges WHERE _object = " + literal),
        is(List.of("1")));
    assertThat(
        bench
            .tables()
            .query(
                "SELECT position, columns->>'run_id' = '"
                    + name.replace("'", "''")
                    + "' FROM ops.replay_dead_letters WHERE object = "
                    + literal),
        is(List.of("1|true")));
    String pinned = published.runFolder().resolve("objects.parquet").toString().replace("'", "''");
    assertThat(
        bench
            .tables()
            .query("SELECT count(*) FROM read_parquet('" + pinned + "') WHERE path = " + literal),
        is(List.of("1")));
  }

  List<String> oddNames() {
    return BadLake.ODD_NAMES;
  }

  @Test
  void theCountsSayHowManyObjectsCouldNotBeRead() {
    assertThat(
        published.manifest().objects().sources().stream()
            .mapToLong(SourceObjects::unreadable)
            .sum(),
        is((long) unreadable().size()));
  }
}
