package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CUSTOMERS;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.settings.EvenIf;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.repair.rollback.Rollback;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.EntityRef;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking runs back, in any order: what the tables hold then is compared by checksums. */
class TakeBackTest {
  private static final String THIRD = "2026-02-03";
  private static final String FOURTH = "2026-02-04";
  private static final TableRef SUMMARY = new TableRef("summary", "gold", "", Grain.NONE);

  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  @Test
  void whatARunReplacedComesBackAndWhatItAddedGoes() {
    lake.publish("r1", day(THIRD, 7, 8));
    SortedMap<Partition, Content> before = lake.contents();
    lake.publish("r2", day(THIRD, 70), day(FOURTH, 1));

    PublishReport report = lake.takeBack("back", "r2");

    assertThat(lake.contents(), is(before));
    assertThat(report.count(Action.REPLACED), is(1L));
    assertThat(report.count(Action.EMPTIED), is(1L));
    assertThat("heads go on", lake.version(CHARGES, THIRD), is(3));
    assertThat(lake.version(CHARGES, FOURTH), is(2));
  }

  @Test
  void aPartitionThatARunEmptiedHasItsRowsAgain() {
    lake.publish("r1", day(THIRD, 7, 8));
    SortedMap<Partition, Content> before = lake.contents();
    lake.publish("r2", day(THIRD));

    lake.takeBack("back", "r2");

    assertThat(lake.contents(), is(before));
  }

  @Test
  void aTableThatOnlyRunsTakenBackPublishedToIsDropped() {
    lake.publish("r1", day(THIRD, 7));
    lake.publish("r2", day(FOURTH, 8), payments(FOURTH, 8));

    lake.takeBack("b2", "r2");
    assertThat(lake.tables(), is(List.of(List.of("silver.charges"))));
    lake.takeBack("b1", "r1");
    assertThat(lake.tables(), is(empty()));

    lake.takeBack("again", "b1");
    assertThat(lake.query("SELECT amount FROM silver.charges"), is(List.of(List.of("7"))));
  }

  @Test
  void aTableThatSomebodyElseMadeStays() {
    lake.publish("r0", day(FOURTH, 1));
    lake.execute("CREATE SCHEMA gold");
    lake.execute("CREATE TABLE gold.fct_payments (id VARCHAR, created_date DATE, amount BIGINT)");
    lake.publish("r1", payments(THIRD, 7));

    lake.takeBack("back", "r1");

    assertThat(lake.query("SELECT count(*) FROM gold.fct_payments"), is(List.of(List.of("0"))));
  }

  @Test
  void runsAreTakenBackOneAfterTheOther() {
    SortedMap<Partition, Content> nothing = lake.contents();
    lake.publish("r1", day(THIRD, 7));
    SortedMap<Partition, Content> first = lake.contents();
    lake.publish("r2", day(THIRD, 8));
    SortedMap<Partition, Content> second = lake.contents();
    lake.publish("r3", day(THIRD, 9));

    lake.takeBack("b3", "r3");
    assertThat(lake.contents(), is(second));
    lake.takeBack("b2", "r2");
    assertThat(lake.contents(), is(first));
    lake.takeBack("b1", "r1");
    assertThat(lake.contents(), is(nothing));
  }

  @Test
  void aRollbackIsTakenBackAndDoneAgain() {
    lake.publish("r1", day(THIRD, 7));
    SortedMap<Partition, Content> first = lake.contents();
    lake.publish("r2", day(THIRD, 8));
    SortedMap<Partition, Content> second = lake.contents();

    lake.takeBack("b1", "r2");
    lake.takeBack("b2", "b1");
    assertThat(lake.contents(), is(second));
    lake.takeBack("b3", "r2");
    assertThat(lake.contents(), is(first));
    lake.takeBack("b4", "b3");
    assertThat(lake.contents(), is(second));
  }

  @Test
  void aRunThatALaterOneReplacedIsRefusedAndTheLaterOneNamed() {
    SortedMap<Partition, Content> nothing = lake.contents();
    lake.publish("r1", day(THIRD, 7), day(FOURTH, 1));
    lake.publish("r2", day(THIRD, 8));

    assertThat(
        blocking("r1"),
        is(List.of("replaced_since charges/2026-02-03: run r2 has replaced it since")));
    assertThat(blocking("r1", EvenIf.READ), hasSize(1));

    lake.takeBack("b1", "r1", EvenIf.REPLACED);
    assertThat(lake.contents(), is(nothing));
    assertThat(
        "what r2 published is gone, and so r2 can't be taken back",
        blocking("r2"),
        is(List.of("replaced_since charges/2026-02-03: run b1 has replaced it since")));
  }

  @Test
  void aRunWhoseRowsALaterOneFoundAsTheyWereCanBeTakenBack() {
    lake.publish("r1", day(THIRD, 7));
    lake.publish("r2", replacement(CHARGES, THIRD, charges(THIRD, 7)));

    lake.takeBack("b1", "r1");

    assertThat(lake.contents().keySet(), is(empty()));
  }

  @Test
  void aRunThatALaterOneReadIsRefusedAndBothAreNamed() {
    lake.publish("r1", day(THIRD, 7));
    lake.publish("r2", reading(payments(FOURTH, 7), THIRD));

    assertThat(
        blocking("r1"),
        is(
            List.of(
                "read_since charges/2026-02-03: fct_payments/2026-02-04, which run r2 has published"
                    + " since, was computed from it")));
    assertThat(blocking("r1", EvenIf.REPLACED), hasSize(1));

    SortedMap<Partition, Content> kept = lake.contents();
    kept.remove(CHARGES.partition(THIRD));
    lake.takeBack("b1", "r1", EvenIf.READ);
    assertThat(lake.contents(), is(kept));
  }

  @Test
  void whatARunItselfComputedFromItsPartitionsGoesWithThem() {
    lake.publish("r1", day(THIRD, 7), reading(payments(FOURTH, 7), THIRD));

    lake.takeBack("b1", "r1");

    assertThat(lake.contents().keySet(), is(empty()));
  }

  @Test
  void aReaderOfWhatWasThereBeforeDoesNotStandInTheWay() {
    lake.publish("r1", day(THIRD, 7));
    lake.publish("r2", reading(payments(FOURTH, 7), THIRD));
    lake.publish("r3", day(THIRD, 8));

    lake.takeBack("b3", "r3");

    assertThat(lake.query("SELECT amount FROM silver.charges"), is(List.of(List.of("7"))));
  }

  @Test
  void aReaderThatWasTakenBackItselfReadsNothingAnyMore() {
    lake.publish("r1", day(THIRD, 7), slicing(payments(FOURTH, 7)), whole("a"));
    lake.publish("r2", day(THIRD, 8), whole("b"));
    lake.publish("r3", slicing(reading(payments(FOURTH, 8), THIRD)));
    assertThat(
        blocking("r2"),
        is(
            List.of(
                "read_since charges/2026-02-03: fct_payments/2026-02-04, which run r3 has published"
                    + " since, was computed from it",
                "read_since customers/all: fct_payments/2026-02-04, which run r3 has published"
                    + " since, was computed from it")));

    lake.takeBack("b3", "r3");
    lake.takeBack("b2", "r2");

    assertThat(lake.query("SELECT amount FROM gold.fct_payments"), is(List.of(List.of("7"))));
    assertThat(lake.query("SELECT amount FROM silver.charges"), is(List.of(List.of("7"))));
  }

  @Test
  void aReaderThatWasBroughtBackReadsAgainAndTheRunThatComputedItIsNamed() {
    lake.publish("r1", day(THIRD, 7));
    lake.publish("r2", reading(payments(FOURTH, 7), THIRD));
    lake.takeBack("b2", "r2");
    lake.takeBack("b3", "b2");

    assertThat(
        blocking("r1"),
        is(
            List.of(
                "read_since charges/2026-02-03: fct_payments/2026-02-04, which run r2 has published"
                    + " since, was computed from it")));

    lake.takeBack("b4", "r2");
    lake.takeBack("b1", "r1");
    assertThat(lake.contents().keySet(), is(empty()));
  }

  @Test
  void aReaderThatWasLeftOutWhenItsRunWasTakenBackIsAReaderStill() {
    lake.publish("r1", whole("a"));
    lake.publish("r2", slicing(summary("one")));
    lake.publish("r3", summary("two"));
    lake.takeBack("b2", "r2");
    lake.takeBack("b3", "r3");
    assertThat(lake.query("SELECT id FROM gold.summary"), is(List.of(List.of("one"))));

    assertThat(
        blocking("r1"),
        is(
            List.of(
                "read_since customers/all: summary/all, which run r2 has published since, was"
                    + " computed from it")));
    lake.takeBack("b4", "r2");
    assertThat(blocking("r1"), is(empty()));
  }

  @Test
  void aRunThatFoundWhatItReadAsItWasIsForgottenAfterALaterOneWasTakenBack() {
    lake.publish("r0", day(THIRD, 6), reading(payments(FOURTH, 7), THIRD));
    lake.publish("r1", day(THIRD, 7));
    lake.publish("r2", reading(payments(FOURTH, 7), THIRD));
    lake.publish("r3", payments(FOURTH, 9));

    lake.takeBack("b3", "r3");
    lake.takeBack("b2", "r2");

    assertThat(blocking("r1"), is(empty()));
  }

  @Test
  void aRunThatLearnedNothingNewStandsInNobodysWayOnceItIsTakenBack() {
    lake.publish("r1", day(THIRD, 7));
    lake.publish("r2", reading(payments(FOURTH, 7), THIRD));
    lake.publish("r3", reading(payments(FOURTH, 7), THIRD));
    assertThat(blocking("r1"), hasSize(1));

    lake.takeBack("b3", "r3");
    assertThat(blocking("r1").get(0), containsString("which run r2 has published since"));
    lake.takeBack("b2", "r2");
    assertThat(blocking("r1"), is(empty()));
  }

  @Test
  void aSliceThatWasReadOfOtherRowsDoesNotStandInTheWay() {
    lake.publish("r1", whole("a"));
    lake.publish("r2", whole("b"));
    lake.takeBack("b2", "r2");
    lake.publish("r3", slicing(payments(FOURTH, 7)));
    assertThat("r3 read what b2 brought back", blocking("b2"), hasSize(1));
    lake.takeBack("b3", "r3");
    lake.takeBack("b4", "b2");
    lake.takeBack("b5", "b3");

    assertThat("r3 has read the customers of r1, which come back", blocking("r2"), is(empty()));
  }

  @Test
  void aDayThatWasPublishedWithoutRowsIsAsUnpublishedAsBefore() {
    lake.publish("r1", day(THIRD));
    assertThat(head(CHARGES, THIRD).wasTakenBack(), is(false));

    lake.takeBack("b1", "r1");
    assertThat(head(CHARGES, THIRD).wasTakenBack(), is(true));

    lake.takeBack("b2", "b1");
    assertThat(head(CHARGES, THIRD).wasTakenBack(), is(false));
  }

  @Test
  void rowsThatSomebodyElseWroteBeforeTheRunFoundThemStay() {
    lake.publish("r0", day(FOURTH, 1));
    lake.execute("INSERT INTO silver.charges " + charges(THIRD, 7));
    SortedMap<Partition, Content> byHand = lake.contents();
    lake.publish("r1", day(THIRD, 7));

    lake.takeBack("b1", "r1");

    assertThat(lake.contents(), is(byHand));
  }

  @Test
  void rowsThatSomebodyElseWroteToWhatARunFoundAsItWasStay() {
    lake.publish("r1", day(THIRD, 7), reading(payments(FOURTH, 7), THIRD));
    lake.publish("r2", day(THIRD), day("2026-02-05"), reading(payments(FOURTH, 7), day(THIRD)));
    lake.execute("INSERT INTO silver.charges " + charges("2026-02-05", 5));
    lake.execute("UPDATE gold.fct_payments SET amount = 42");

    lake.takeBack("b2", "r2");

    assertThat(
        lake.query("SELECT amount FROM silver.charges ORDER BY ALL"),
        is(List.of(List.of("5"), List.of("7"))));
    assertThat(lake.query("SELECT amount FROM gold.fct_payments"), is(List.of(List.of("42"))));
    assertThat(head(CHARGES, "2026-02-05").wasTakenBack(), is(true));
    lake.takeBack("b3", "b2");
    assertThat(
        lake.query("SELECT amount FROM silver.charges ORDER BY ALL"), is(List.of(List.of("5"))));
    assertThat(lake.query("SELECT amount FROM gold.fct_payments"), is(List.of(List.of("42"))));
  }

  @Test
  void aWholeTableThatALaterRunPublishedIsLeftOutAndNamed() {
    lake.publish("r1", day(THIRD, 7), whole("a"));
    lake.publish("r2", day(FOURTH, 8), whole("b"));

    Rollback rollback = lake.rollback("r1");
    assertThat(
        rollback.findings().stream().map(f -> f.audit() + " " + f.place()).toList(),
        is(List.of("left_out customers/all")));
    lake.publish("b1", "r1", rollback);
    assertThat(
        lake.contents().keySet(),
        is(Set.of(CHARGES.partition(FOURTH), CUSTOMERS.partition(Grain.ALL))));

    lake.takeBack("b2", "r2");
    assertThat(lake.query("SELECT id FROM silver.customers"), is(List.of(List.of("a"))));
    lake.takeBack("b3", "r1");
    assertThat("what was left out is taken back in the end", lake.tables(), is(empty()));
  }

  @Test
  void aLedgerStaysWithTheTableThatIsLeftOut() {
    TableRef ledger = new TableRef("customer", "ledger", "", Grain.NONE);
    EntityRef customer =
        new EntityRef("ledger.customer", "bronze", List.of("id"), List.of("received_ts"));
    Map<TableRef, EntityRef> entities = Map.of(CUSTOMERS, customer, ledger, customer);
    publish("r1", entities, whole("a"), replacement(ledger, Grain.ALL, "SELECT 'a' AS id"));
    publish("r2", entities, whole("b"));

    Rollback rollback = lake.rollback("r1");
    lake.publish(rollback.changes(), Staging.contextOf("b1", "r1", rollback.takesBack(), entities));

    assertThat(
        rollback.findings().stream().map(f -> f.audit() + " " + f.place()).toList(),
        is(List.of("left_out customers/all", "left_out customer/all")));
    assertThat(lake.query("SELECT id FROM silver.customers"), is(List.of(List.of("b"))));
    assertThat(lake.query("SELECT id FROM ledger.customer"), is(List.of(List.of("a"))));
  }

  private void publish(String run, Map<TableRef, EntityRef> entities, Replacement... replacements) {
    lake.publish(
        ChangeSets.of(List.of(replacements), Map.of()),
        Staging.contextOf(run, "", TakesBack.NOTHING, entities));
  }

  @Test
  void aWholeTableThatNobodyPublishedSinceGoesBack() {
    lake.publish("r1", whole("a"));
    SortedMap<Partition, Content> before = lake.contents();
    lake.publish("r2", whole("b"));

    lake.takeBack("b1", "r2");

    assertThat(lake.contents(), is(before));
  }

  @Test
  void rowsThatSomebodyElseWroteComeBack() {
    lake.publish("r1", day(THIRD, 7));
    lake.execute("UPDATE silver.charges SET amount = 42");
    lake.execute("INSERT INTO silver.charges VALUES ('mine', DATE '2026-02-04', 5, 'v0')");
    SortedMap<Partition, Content> byHand = lake.contents();
    lake.publish("r2", day(THIRD, 8), day(FOURTH, 9));

    lake.takeBack("b2", "r2");

    assertThat(lake.contents(), is(byHand));
    assertThat(
        "r1's own rows were not what came back",
        blocking("r1"),
        is(
            List.of(
                "replaced_since charges/2026-02-03: it holds rows that somebody else wrote, which"
                    + " run b2 brought back")));
    lake.takeBack("b1", "r1", EvenIf.REPLACED);
    assertThat(lake.query("SELECT id FROM silver.charges"), is(List.of(List.of("mine"))));
    lake.takeBack("again", "b1");
    assertThat("they were kept", lake.contents(), is(byHand));
  }

  @Test
  void rowsWithoutAColumnThatTheModelGainedComeBackWithoutIt() {
    lake.publish("r1", day(THIRD, 7), day(FOURTH, 1));
    SortedMap<Partition, Content> before = lake.contents();
    lake.publish(
        "r2",
        replacement(
            CHARGES, THIRD, "SELECT *, 'eur' AS currency FROM (" + charges(THIRD, 8, 9) + ")"));
    lake.publish(
        "r3",
        replacement(
            CHARGES, FOURTH, "SELECT *, 'usd' AS currency FROM (" + charges(FOURTH, 2) + ")"),
        replacement(
            CHARGES, THIRD, "SELECT *, 'usd' AS currency FROM (" + charges(THIRD, 3) + ")"));

    lake.takeBack("b3", "r3");
    assertThat(
        "one partition of either shape in one change set",
        lake.query("SELECT amount, currency FROM silver.charges ORDER BY 1"),
        is(List.of(List.of("1", "NULL"), List.of("8", "eur"), List.of("9", "eur"))));
    lake.takeBack("b2", "r2");
    assertThat(lake.contents(), is(before));
  }

  @Test
  void whatASkippedPartitionsHeadLearnedFromTheRunIsForgotten() {
    lake.publish("r1", reading(payments(FOURTH, 7), THIRD));
    SortedMap<String, String> inputs = head(PAYMENTS, FOURTH).inputs();
    Replacement changed = day(THIRD, 1);
    lake.publish("r2", reading(payments(FOURTH, 7), changed), changed);
    assertThat(head(PAYMENTS, FOURTH).inputs().equals(inputs), is(false));

    lake.takeBack("b2", "r2");

    assertThat(head(PAYMENTS, FOURTH).inputs(), is(inputs));
    assertThat(lake.version(PAYMENTS, FOURTH), is(1));
    lake.takeBack("b3", "b2");
    assertThat(head(PAYMENTS, FOURTH).inputs().equals(inputs), is(false));
    lake.takeBack("b4", "r2");
    assertThat("it is no reader of what goes", head(PAYMENTS, FOURTH).inputs(), is(inputs));
  }

  @Test
  void aRollbackThatAnotherRunOvertookIsRefused() {
    lake.publish("r1", day(THIRD, 7));
    Rollback rollback = lake.rollback("r1");
    lake.publish("r2", day(FOURTH, 8));

    ConflictException e =
        assertThrows(ConflictException.class, () -> lake.publish("b1", "r1", rollback));

    assertThat(e.getMessage(), containsString("run r2 has published since"));
    assertThat(lake.contents().keySet(), hasSize(2));
  }

  @Test
  void deadLettersAreNotTakenBack() {
    lake.publish("r1", day(THIRD, 7));
    lake.execute(
        "INSERT INTO ops.replay_dead_letters (source, code) VALUES ('bronze', 'BAD_TYPE')");

    lake.takeBack("b1", "r1");

    assertThat(
        lake.query("SELECT code FROM ops.replay_dead_letters"), is(List.of(List.of("BAD_TYPE"))));
  }

  @Test
  void filesOfTheNewestVersionsAreKeptAndNoOthers() {
    for (int version = 1; version <= 4; version++) {
      lake.publish("r" + version, day(THIRD, version));
    }
    lake.publish("other", day(FOURTH, 1));
    assertThat(keptFiles(), hasSize(5));

    assertThat(lake.warehouse().prune(4, Set.of()).files(), is(0));
    assertThat(lake.warehouse().prune(2, Set.of()).files(), is(2));

    lake.takeBack("b4", "r4");
    assertThat(
        lake.query("SELECT amount FROM silver.charges WHERE created_date = '" + THIRD + "'"),
        is(List.of(List.of("3"))));
    assertThat(
        blocking("r3").get(0),
        startsWith(
            "files_gone charges/2026-02-03: the files of the replaced version are no longer"));
    assertThat(lake.warehouse().prune(1, Set.of()).files(), is(1));
    assertThat(
        "what stands is never let go",
        keptFiles(),
        is(
            Stream.of(head(CHARGES, THIRD), head(CHARGES, FOURTH))
                .flatMap(h -> h.files().stream())
                .map(f -> f.digest() + ".parquet")
                .sorted()
                .toList()));
  }

  @Test
  void rowsOfSomebodyElsesAreKeptAsLongAsTheVersionThatTheyStoodIn() {
    lake.publish("r1", day(THIRD, 1));
    lake.execute("UPDATE silver.charges SET amount = 42");
    SortedMap<Partition, Content> byHand = lake.contents();
    lake.publish("r2", day(THIRD, 2));

    lake.warehouse().prune(2, Set.of());
    lake.takeBack("b2", "r2");

    assertThat(lake.contents(), is(byHand));
  }

  @Test
  void whatAKilledProcessLeftHalfKeptIsLetGo() throws IOException {
    lake.publish("r1", day(THIRD, 1));
    lake.publish("r2", day(THIRD, 2));
    Files.writeString(lake.state.resolve("files/half.part"), "half a file");

    lake.warehouse().prune(1, Set.of());

    assertThat(keptFiles(), hasSize(1));
  }

  /** Runs, and rollbacks of the newest run that stands, drawn by a seed. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void anyOrderOfRunsAndOfRollbacksOfTheNewestRetracesItsSteps(long seed) {
    Random random = new Random(seed);
    Deque<String> standing = new ArrayDeque<>();
    Deque<SortedMap<Partition, Content>> before = new ArrayDeque<>();
    StringBuilder said = new StringBuilder("seed " + seed);
    for (int step = 0; step < 10; step++) {
      String run = "s" + step;
      if (standing.isEmpty() || random.nextInt(5) < 3) {
        before.push(lake.contents());
        List<Replacement> changes = new ArrayList<>();
        for (String day : List.of("2026-02-02", THIRD, FOURTH)) {
          if (random.nextBoolean()) {
            changes.add(day(day, random.ints(random.nextInt(3), 0, 3).toArray()));
          }
        }
        if (changes.isEmpty() || random.nextBoolean()) {
          changes.add(whole("c" + random.nextInt(2)));
        }
        lake.publish(run, changes.toArray(Replacement[]::new));
        standing.push(run);
        said.append("; run ").append(run);
      } else {
        String target = standing.pop();
        said.append("; ").append(run).append(" takes back ").append(target);
        lake.takeBack(run, target);
        assertThat(said.toString(), lake.contents(), is(before.pop()));
        if (random.nextInt(4) == 0) {
          // And once to and fro.
          lake.takeBack(run + "-undone", run);
          lake.takeBack(run + "-redone", target);
        }
      }
    }
  }

  private List<String> blocking(String run, EvenIf... evenIf) {
    return lake.rollback(run, evenIf).findings().stream()
        .filter(Finding::blocks)
        .map(f -> f.audit() + " " + f.place() + ": " + f.message())
        .toList();
  }

  private List<String> keptFiles() {
    try (Stream<Path> walk = Files.walk(lake.state.resolve("files"))) {
      return walk.filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Head head(TableRef table, String value) {
    return lake.warehouse().read(List.of(table)).head(table.partition(value)).orElseThrow();
  }

  private Replacement day(String day, int... amounts) {
    return replacement(
        CHARGES,
        day,
        amounts.length == 0
            ? "SELECT * FROM (" + charges(day, 0) + ") WHERE false"
            : charges(day, amounts));
  }

  private Replacement payments(String day, int... amounts) {
    return replacement(PAYMENTS, day, charges(day, amounts));
  }

  private Replacement summary(String id) {
    return replacement(SUMMARY, Grain.ALL, "SELECT '" + id + "' AS id");
  }

  private Replacement whole(String id) {
    return replacement(CUSTOMERS, Grain.ALL, "SELECT '" + id + "' AS id");
  }

  private Replacement replacement(TableRef table, String value, String select) {
    return lake.replacement(table, value, select, lake.version(table, value));
  }

  /** The same, computed from a day's charges as they stand. */
  private Replacement reading(Replacement replacement, String day) {
    return reading(
        replacement,
        CHARGES.partition(day),
        lake.contents().getOrDefault(CHARGES.partition(day), Content.EMPTY));
  }

  /** The same, computed from rows of the customers. */
  private static Replacement slicing(Replacement replacement) {
    SortedMap<String, String> inputs = new TreeMap<>(replacement.result().inputs());
    inputs.put("customers/slice", "the rows that it asks for");
    return with(replacement, inputs);
  }

  /** The same, computed from what another one brings. */
  private static Replacement reading(Replacement replacement, Replacement input) {
    return reading(replacement, input.result().partition(), input.result().content());
  }

  private static Replacement reading(Replacement replacement, Partition input, Content read) {
    return with(replacement, new TreeMap<>(Map.of(input.toString(), read.checksum())));
  }

  private static Replacement with(Replacement replacement, SortedMap<String, String> inputs) {
    PartitionResult result = replacement.result();
    return new Replacement(
        replacement.table(),
        replacement.partitionColumn(),
        replacement.grain(),
        new PartitionResult(
            result.partition(), result.columns(), result.files(), result.content(), inputs),
        replacement.completeness(),
        replacement.expectedVersion());
  }
}
