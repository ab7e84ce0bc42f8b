package dev.medallion.replay.transforms.warehouse;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.CUSTOMERS;
import static dev.medallion.replay.transforms.warehouse.Staging.MONTHS;
import static dev.medallion.replay.transforms.warehouse.Staging.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasToString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.stringContainsInOrder;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.publish.Publication;
import dev.medallion.replay.transforms.repair.rollback.Rollback;
import dev.medallion.replay.transforms.repair.rollback.RollbackPlanner;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.Seen;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every warehouse does, whatever it stores its tables in. */
public abstract class WarehouseContract {
  private static final String SECOND = "2026-02-02";
  private static final String THIRD = "2026-02-03";
  private static final String FOURTH = "2026-02-04";
  private static final Owner ONE = new HostProcess("here", 1, Instant.EPOCH);
  private static final Owner TWO = new HostProcess("here", 2, Instant.EPOCH);
  protected static final Instant SINCE = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path directory;
  private Staging staging;

  /**
   * A warehouse in a folder: each time the same one, as another process sees it.
   *
   * @param alive which owners of leases may be at work
   */
  protected abstract Warehouse open(Path folder, Predicate<Owner> alive);

  /** Somebody replaces the rows of a partition by hand, by those of a SELECT. */
  protected abstract void writeByHand(Path folder, TableRef table, String partition, String select);

  @BeforeEach
  final void makeFolders() throws IOException {
    staging = new Staging(Files.createDirectory(directory.resolve("staging")));
    Files.createDirectory(directory.resolve("warehouse"));
  }

  /** The warehouse of this test. */
  protected final Warehouse warehouse() {
    return warehouse(owner -> true);
  }

  protected final Warehouse warehouse(Predicate<Owner> alive) {
    return open(folder(), alive);
  }

  protected final Path folder() {
    return directory.resolve("warehouse");
  }

  protected final Staging staging() {
    return staging;
  }

  @Test
  void publishedRowsAreThereAndTheirHeadIsVersionOne() {
    PublishReport report =
        publish("r1", day(PAYMENTS, THIRD, 0, 7), day(THIRD, 0, 7, 8), day(SECOND, 0, 9));

    assertThat(report.isWhole(), is(true));
    assertThat(report.alreadyApplied(), is(false));
    assertThat(
        report.outcomes().stream().map(o -> o.table() + " " + o.partition().value()).toList(),
        is(
            List.of(
                "silver.charges " + SECOND,
                "silver.charges " + THIRD,
                "gold.fct_payments " + THIRD)));
    assertThat(report.count(Action.REPLACED), is(3L));
    assertThat(amounts(SECOND), is(List.of("9")));
    assertThat(amounts(THIRD), is(List.of("7", "8")));
    Head head = head(THIRD);
    assertThat(head.version(), is(1));
    assertThat(head.runId(), is("r1"));
    assertThat(head.content(), is(live(THIRD)));
    StagedFile kept = head.files().get(0);
    assertThat("its files are kept", Staging.file(Path.of(kept.uri()), 2), is(kept));
  }

  @Test
  void theSameRowsAreSkippedAndTheHeadLearns() {
    publish(
        "r1", with(day(THIRD, 0, 7), Completeness.openUntil(LocalDate.MAX.withYear(2026)), "old"));
    PublishReport again = publish("r2", with(day(THIRD, 1, 7), Completeness.COMPLETE, "new"));

    assertThat(again.count(Action.SKIPPED), is(1L));
    assertThat(head(THIRD).version(), is(1));
    assertThat(head(THIRD).runId(), is("r1"));
    assertThat(head(THIRD).completeness(), is(Completeness.COMPLETE));
    assertThat(head(THIRD).inputs(), is(Map.of("a/b", "new")));
  }

  @Test
  void otherRowsReplaceThePartitionAndNothingElse() {
    publish("r1", day(SECOND, 0, 1), day(THIRD, 0, 7, 8));
    PublishReport report = publish("r2", day(THIRD, 1, 70));

    assertThat(amounts(SECOND), is(List.of("1")));
    assertThat(amounts(THIRD), is(List.of("70")));
    assertThat(head(THIRD).version(), is(2));
    assertThat(head(SECOND).version(), is(1));
    assertThat(report.partitions().get(0).before().rows(), is(2L));
    assertThat(report.partitions().get(0).after().rows(), is(1L));
  }

  @Test
  void aPartitionWithoutRowsIsEmptied() {
    publish("r1", day(SECOND, 0, 1), day(THIRD, 0, 7));
    PublishReport report = publish("r2", day(THIRD, 1));

    assertThat(report.count(Action.EMPTIED), is(1L));
    assertThat(amounts(THIRD), is(empty()));
    assertThat(amounts(SECOND), is(List.of("1")));
    assertThat(head(THIRD).version(), is(2));
    assertThat(head(THIRD).content(), is(Content.EMPTY));
  }

  @Test
  void aPartitionThatNeverHadRowsGetsAHead() {
    PublishReport report = publish("r1", day(THIRD, 0));

    assertThat(report.count(Action.SKIPPED), is(1L));
    assertThat(head(THIRD).version(), is(1));
    assertThat(head(THIRD).content(), is(Content.EMPTY));
  }

  @Test
  void wholeTablesAndMonthsAreReplacedWhole() {
    publish(
        "r1",
        staging.replacement(CUSTOMERS, "all", "SELECT unnest([1, 2]) AS id", 0),
        staging.replacement(MONTHS, "2026-02", "SELECT 1 AS id, DATE '2026-02-01' AS day", 0),
        staging.replacement(MONTHS, "2026-03", "SELECT 3 AS id, DATE '2026-03-01' AS day", 0));
    publish(
        "r2",
        staging.replacement(CUSTOMERS, "all", "SELECT unnest([2, 3]) AS id", 1),
        staging.replacement(MONTHS, "2026-02", "SELECT 9 AS id, DATE '2026-02-14' AS day", 1));

    assertThat(column(CUSTOMERS, "all", "id"), is(List.of("2", "3")));
    assertThat(column(MONTHS, "2026-02", "id"), is(List.of("9")));
    assertThat(column(MONTHS, "2026-03", "id"), is(List.of("3")));
  }

  @Test
  void whatSomebodyChangedByHandIsPutRightAsANewVersionAndComesBackWithARollback() {
    publish("r1", day(THIRD, 0, 7));
    writeByHand(folder(), CHARGES, THIRD, charges(THIRD, 42, 43));
    Content byHand = live(THIRD);
    PublishReport report = publish("r2", day(THIRD, 1, 7));

    assertThat(report.count(Action.REPLACED), is(1L));
    assertThat(amounts(THIRD), is(List.of("7")));
    assertThat(head(THIRD).version(), is(2));
    takeBack("back", "r2");
    assertThat(live(THIRD), is(byHand));
  }

  @Test
  void rowsThatSomebodyElseWroteAreLeftAndGetAHeadOfOurOwnFiles() {
    publish("r1", day(THIRD, 0, 7));
    writeByHand(folder(), CHARGES, THIRD, charges(THIRD, 8));
    PublishReport report = publish("r2", day(THIRD, 1, 8));

    assertThat(report.count(Action.SKIPPED), is(1L));
    assertThat(head(THIRD).version(), is(2));
    assertThat(head(THIRD).runId(), is("r2"));
    assertThat(Files.exists(Path.of(head(THIRD).files().get(0).uri())), is(true));
  }

  @Test
  void theSameRunPublishingTheSameChangeSetAgainIsToldWhatItDid() {
    ChangeSet changes = ChangeSets.of(List.of(day(SECOND, 0, 1), day(THIRD, 0, 7)), Map.of());
    PublishReport first = publish("r1", changes);
    WarehouseView before = view();
    PublishReport second = publish("r1", changes);

    assertThat(second.alreadyApplied(), is(true));
    assertThat(second.outcomes(), is(first.outcomes()));
    assertThat(view(), is(before));
    assertThat(warehouse().hasPublished("r1"), is(true));
    assertThat(warehouse().hasPublished("r2"), is(false));
    assertThat(warehouse().applied(changes.digest()).map(JournalRun::runId), is(Optional.of("r1")));
  }

  @Test
  void aRunThatPublishedCannotPublishAnotherChangeSet() {
    publish("r1", day(THIRD, 0, 7));
    refused(
        WarehouseException.class,
        "run r1 already published another change set",
        () -> publish("r1", day(THIRD, 1, 8)));
  }

  @Test
  void aHeadThatMovedRefusesTheWholeChangeSet() {
    publish("r1", day(THIRD, 0, 7));
    refused(
        HeadMovedException.class,
        "replaces charges/2026-02-03 at no version, but the warehouse has version 1 (published by"
            + " run r1)",
        () -> publish("r2", day(SECOND, 0, 1), day(THIRD, 0, 8)));
    refused(
        HeadMovedException.class,
        "reads charges/2026-02-03 at no version",
        () ->
            publish(
                "r2",
                ChangeSets.of(
                    List.of(day(PAYMENTS, THIRD, 0, 7)),
                    Map.of(CHARGES.partition(THIRD), Head.NONE))));
    publish(
        "r3",
        ChangeSets.of(
            List.of(day(PAYMENTS, THIRD, 0, 7)),
            Map.of(CHARGES.partition(THIRD), 1, CHARGES.partition(FOURTH), Head.NONE)));
    assertThat(view().version(PAYMENTS.partition(THIRD)), is(1));
  }

  @Test
  void aReadOfATableThatTheModelDoesNotHaveIsRefused() {
    refused(
        WarehouseException.class,
        "the model has no such table",
        () ->
            publish(
                "r1",
                ChangeSets.of(
                    List.of(day(PAYMENTS, THIRD, 0, 7)), Map.of(new Partition("gone", "x"), 0))));
  }

  @Test
  void whatAHeadLearnedSinceRefusesTheChangeSet() {
    publish("r1", with(day(THIRD, 0, 7), Completeness.COMPLETE, "old"));
    Replacement made = seeing(day(THIRD, 1, 8), Seen.of(head(THIRD)));
    publish("r2", with(day(THIRD, 1, 7), Completeness.COMPLETE, "new"));
    refused(
        ConflictException.class,
        "run r2 has since published silver.charges/2026-02-03 with the same rows",
        () -> publish("r3", made));
  }

  @Test
  void rowsThatSomebodyWroteSinceRefuseTheChangeSet() {
    publish("r1", day(THIRD, 0, 7));
    Replacement made = seeing(day(THIRD, 1, 8), Seen.of(head(THIRD)));
    writeByHand(folder(), CHARGES, THIRD, charges(THIRD, 42));
    refused(
        ConflictException.class,
        "somebody changed the rows of silver.charges, partition 2026-02-03",
        () -> publish("r2", made));
  }

  @Test
  void aKeyThatWasPublishedElsewhereSinceRefusesTheChangeSet() {
    publish("r1", day(SECOND, 0, 1));
    KeyRead read =
        staging.keyRead(
            CHARGES,
            "SELECT 'ch_2026-02-04_0' AS id",
            "SELECT *, '' AS _partition FROM (" + charges(FOURTH) + ")");
    ChangeSet made = changes(List.of(day(THIRD, 0, 7)), List.of(read), view().newest());
    ChangeSet other = changes(List.of(day(PAYMENTS, THIRD, 0, 7)), List.of(), view().newest());
    publish("r2", day(FOURTH, 0, 5));

    refused(
        ConflictException.class,
        "holds keys that run r2 has since published in, or removed from, silver.charges, partition"
            + " 2026-02-04",
        () -> publish("r3", made));
    publish("r4", other);
    assertThat("no key in common", view().version(PAYMENTS.partition(THIRD)), is(1));
  }

  @Test
  void keysThatAreWhereTheyWereLetItPass() {
    publish("r1", day(FOURTH, 0, 5));
    KeyRead read =
        staging.keyRead(
            CHARGES,
            "SELECT 'ch_2026-02-04_0' AS id",
            "SELECT *, '2026-02-04' AS _partition FROM (" + charges(FOURTH, 5) + ")");
    ChangeSet made = changes(List.of(day(THIRD, 0, 7)), List.of(read), view().newest());
    publish("r2", day(SECOND, 0, 1));
    publish("r3", made);
    assertThat(head(THIRD).version(), is(1));
  }

  @Test
  void deadLettersAreReplacedByTheUnitsThatWereRead() {
    letters(
        "r1", List.of(unit(SECOND), unit(THIRD)), letter(SECOND, "r1", 3), letter(THIRD, "r1", 1));
    assertThat(letterDays(), is(List.of("2026-02-02 3", "2026-02-03 1")));

    letters("r2", List.of(unit(SECOND)), letter(SECOND, "r2", 1));
    assertThat("an attempt is kept", letterDays(), is(List.of("2026-02-02 3", "2026-02-03 1")));
    letters("r3", List.of(unit(THIRD)));
    assertThat(letterDays(), is(List.of("2026-02-02 3")));

    List<DeadLetter> second =
        warehouse().deadLetters(Optional.of(DayRange.ofDay(LocalDate.parse(SECOND))));
    assertThat(second.size(), is(1));
    assertThat(second.get(0).raw(), is(new byte[] {0, (byte) 0xff, 10}));
    assertThat(second.get(0).columns(), is(Map.of("run_id", "x")));
    assertThat(
        warehouse().deadLetters(Optional.of(DayRange.ofDay(LocalDate.parse(THIRD)))), is(empty()));
  }

  @Test
  void deadLettersThatAnotherRunPublishedSinceRefuseTheChangeSet() {
    letters("r1", List.of(unit(SECOND)));
    long madeAfter = view().newest();
    letters("r2", List.of(unit(SECOND)), letter(SECOND, "r2", 1));

    refused(
        ConflictException.class,
        "run r2 has since published other dead letters of bronze/charges/2026-02-02",
        () -> letters("r3", madeAfter, List.of(unit(SECOND))));
    letters("r4", madeAfter, List.of(unit(SECOND)), letter(SECOND, "r4", 1));
    letters("r5", madeAfter, List.of(unit(THIRD)));
    assertThat("the same again, and another unit", letterDays(), is(List.of("2026-02-02 1")));
  }

  @Test
  void thatOfARecordThatAPublishedDayStillLacksStays() {
    letters("r1", List.of(unit(SECOND)), letter(SECOND, "r1", 1));
    mended("r2", 3);
    assertThat(letterDays(), is(List.of("2026-02-02 1")));
    letters("r3", List.of(unit(SECOND)), letter(SECOND, "r3", 1));
    assertThat(letterDays(), is(List.of("2026-02-02 1")));
    mended("r4", 2);
    assertThat("another record's goes", letterDays(), is(empty()));
  }

  @Test
  void deadLettersOfAUnitThatWasNotReadFullyAreRefused() {
    refused(
        WarehouseException.class,
        "the run has dead letters of bronze/charges/2026-02-03",
        () -> letters("r1", List.of(unit(SECOND)), letter(THIRD, "r1", 1)));
  }

  @Test
  void anAlteredFileIsRefused() throws IOException {
    publish("r1", day(SECOND, 0, 1));
    Replacement replacement = day(THIRD, 0, 7);
    Path file = Path.of(replacement.result().files().get(0).uri());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 3] ^= 1;
    Files.write(file, bytes);
    refused(
        WarehouseException.class,
        "was altered",
        () -> publish("r2", day(SECOND, 1, 5), replacement));
  }

  @Test
  void filesThatHoldOtherRowsThanTheirPartitionsAreRefused() {
    refused(
        WarehouseException.class,
        "rows of other partitions: {2026-02-04=1}",
        () -> publish("r1", staging.replacement(CHARGES, THIRD, charges(FOURTH, 7), 0)));
    refused(
        WarehouseException.class,
        "{2026-02-03=1, null=1}",
        () ->
            publish(
                "r1",
                staging.replacement(
                    CHARGES, THIRD, charges(THIRD, 7) + " UNION ALL SELECT 'x', NULL, 1, 'v'", 0)));
  }

  @Test
  void aColumnThatChangesItsTypeIsRefusedAndANewOneIsAdded() {
    publish("r1", day(SECOND, 0, 1));
    refused(
        WarehouseException.class,
        "amount from BIGINT to VARCHAR",
        () ->
            publish(
                "r2",
                staging.replacement(
                    CHARGES,
                    THIRD,
                    "SELECT * REPLACE (amount::VARCHAR AS amount) FROM (" + charges(THIRD, 7) + ")",
                    0)));
    publish(
        "r3",
        staging.replacement(
            CHARGES, THIRD, "SELECT *, 'eur' AS currency FROM (" + charges(THIRD, 7) + ")", 0));
    assertThat(
        warehouse().describe(CHARGES).stream().map(Column::name).toList(),
        is(List.of("id", "created_date", "amount", "_version", "currency")));
    assertThat(column(CHARGES, SECOND, "currency"), is(List.of("NULL")));
    assertThat(column(CHARGES, THIRD, "currency"), is(List.of("eur")));
    PublishReport again = publish("r4", day(SECOND, 1, 1));
    assertThat("an empty column changes nothing", again.count(Action.SKIPPED), is(1L));
  }

  @Test
  void publishedFilesDoNotDependOnTheStagedOnes() throws IOException {
    Replacement replacement = day(THIRD, 0, 7);
    publish("r1", replacement);
    Files.delete(Path.of(replacement.result().files().get(0).uri()));
    assertThat(amounts(THIRD), is(List.of("7")));
    assertThat(Files.exists(Path.of(head(THIRD).files().get(0).uri())), is(true));
  }

  @Test
  void theJournalSaysWhatWasDoneByWhom() {
    publish("r1", day(SECOND, 0, 1), day(THIRD, 0, 7, 8));
    publish("r2", day(SECOND, 1, 1), day(THIRD, 1));

    JournalView view = warehouse().journal("r2");
    assertThat(view.runs().stream().map(JournalRun::runId).toList(), is(List.of("r1", "r2")));
    JournalRun run = view.runs().get(0);
    assertThat(run.command(), is("run"));
    assertThat(run.model(), is("payments"));
    assertThat(run.createdTables(), is(List.of("silver.charges")));
    assertThat(view.runs().get(1).createdTables(), is(empty()));
    assertThat(run.window().from(), is(LocalDate.parse("2026-02-01")));
    assertThat(
        view.lines().stream()
            .map(l -> l.runId() + " " + l.partition() + " " + l.action() + " " + l.version())
            .toList(),
        is(
            List.of(
                "r1 charges/2026-02-02 REPLACED 1",
                "r1 charges/2026-02-03 REPLACED 1",
                "r2 charges/2026-02-02 SKIPPED 1",
                "r2 charges/2026-02-03 EMPTIED 2")));
    assertThat(view.changes().size(), is(2));
    JournalChange emptied = view.changes().get(1);
    assertThat(emptied.replaced().orElseThrow().content().rows(), is(2L));
    assertThat(emptied.missing(), is(empty()));
    assertThat(
        emptied.columns().stream().map(Column::name).toList(),
        is(List.of("id", "created_date", "amount", "_version")));
    assertThat(view.heads(), is(view().heads()));
    assertThat(view.tables(), is(Map.of("silver.charges", CHARGES)));
    assertThat(
        warehouse().tables().stream().map(PublishedTable::table).toList(), is(List.of(CHARGES)));
  }

  @Test
  void runsAreTakenBackOneAfterTheOther() {
    publish("r1", day(THIRD, 0, 7, 8));
    Content first = live(THIRD);
    publish("r2", day(THIRD, 1, 70), day(FOURTH, 0, 1));
    Content second = live(THIRD);

    takeBack("b2", "r2");
    assertThat(live(THIRD), is(first));
    assertThat(amounts(FOURTH), is(empty()));
    assertThat("heads go on", head(THIRD).version(), is(3));
    takeBack("b3", "b2");
    assertThat(live(THIRD), is(second));
    takeBack("b4", "b3");
    takeBack("b5", "r1");
    assertThat(amounts(THIRD), is(empty()));
  }

  @Test
  void aRollbackThatAnotherRunOvertookIsRefused() {
    publish("r1", day(THIRD, 0, 7));
    Rollback rollback = rollback("r1");
    publish("r2", day(FOURTH, 0, 8));
    refused(
        ConflictException.class, "run r2 has published since", () -> publish("b1", "r1", rollback));
  }

  @Test
  void leasesAreTakenAllOrNone() {
    assertThat(acquire("r1", ONE, SECOND, THIRD), is(new LeaseResult.Taken(List.of())));
    LeaseResult refused = acquire("r2", TWO, THIRD, FOURTH);
    assertThat(
        refused,
        is(
            new LeaseResult.Refused(
                List.of(
                    new LeaseResult.Holder("r1", ONE, List.of(CHARGES.partition(THIRD)), SINCE)))));
    assertThat(acquire("r2", TWO, FOURTH), instanceOf(LeaseResult.Taken.class));
    assertThat("again", acquire("r1", TWO, SECOND), instanceOf(LeaseResult.Taken.class));
    assertThat(holders(), is(List.of("r1 2 true", "r2 1 true")));
    warehouse().release("r1");
    warehouse().release("r1");
    assertThat(holders(), is(List.of("r2 1 true")));
  }

  @Test
  void runsOfOtherScopesHoldTheSamePartitionsAndOneAtATimeHasItsTurn() {
    assertThat(acquire("r1", ONE, scopes(false, "a", "b")), instanceOf(LeaseResult.Taken.class));
    assertThat(acquire("r2", TWO, scopes(false, "c")), is(new LeaseResult.Taken(List.of())));
    assertThat("overlaps", acquire("r3", TWO, scopes(false, "d", "b")), refusedBy("r1"));
    assertThat("has no scope", acquire("r3", TWO, LeaseShare.ALL), refusedBy("r1", "r2"));

    assertThat(acquire("r2", TWO, scopes(true, "c")), instanceOf(LeaseResult.Taken.class));
    LeaseResult waits = acquire("r1", ONE, scopes(true, "a", "b"));
    assertThat(waits, refusedBy("r2"));
    assertThat(
        ((LeaseResult.Refused) waits).message(), containsString(" of scope c (its turn) since "));
    assertThat("work goes on", acquire("r4", ONE, scopes(false, "d")), is(taken()));
    warehouse().release("r2");
    assertThat(acquire("r1", ONE, scopes(true, "a", "b")), is(taken()));
    assertThat(
        "a turn of one who died",
        warehouse(owner -> !owner.equals(ONE))
            .acquire(request("r2", TWO, SECOND).of(scopes(true, "c"))),
        is(new LeaseResult.Taken(List.of("r1"))));
    warehouse().release("r2");
    warehouse().release("r4");
    assertThat("all rows", acquire("r5", TWO, SECOND), is(taken()));
    assertThat(acquire("r6", ONE, scopes(false, "z")), refusedBy("r5"));
  }

  private static LeaseResult taken() {
    return new LeaseResult.Taken(List.of());
  }

  private static LeaseShare scopes(boolean turn, String... scopes) {
    return new LeaseShare(List.of(scopes), turn);
  }

  private LeaseResult acquire(String run, Owner owner, LeaseShare share) {
    return warehouse().acquire(request(run, owner, SECOND).of(share));
  }

  private static Matcher<Object> refusedBy(String... runs) {
    return hasToString(
        stringContainsInOrder(
            Stream.concat(Stream.of("Refused"), Stream.of(runs).map(r -> "run " + r)).toList()));
  }

  @Test
  void theLeaseOfADeadOwnerIsTakenOverAndOfALiveOneByWhoNamesIt() {
    acquire("r1", ONE, SECOND);
    assertThat(
        warehouse(owner -> !owner.equals(ONE)).acquire(request("r2", TWO, SECOND)),
        is(new LeaseResult.Taken(List.of("r1"))));
    assertThat(
        warehouse().acquire(request("r3", ONE, SECOND).over("r9")),
        instanceOf(LeaseResult.Refused.class));
    assertThat(
        warehouse().acquire(request("r3", ONE, SECOND).over("r2")),
        is(new LeaseResult.Taken(List.of("r2"))));
  }

  @Test
  void aRunWhoseLeaseWasTakenOverDoesNotPublishWhileTheOtherIsAtWork() {
    Replacement late = day(SECOND, 0, 7);
    acquire("r1", ONE, SECOND);
    warehouse().acquire(request("r2", TWO, SECOND).over("r1"));
    refused(
        ConflictException.class,
        "the lease of run r1 was taken over: run r2 (process 2 on here) holds charges/2026-02-02",
        () -> publish("r1", late));
    warehouse().release("r2");
    publish("r1", late);
    assertThat("heads are the safety", head(SECOND).version(), is(1));
  }

  @Test
  void filesOfTheNewestVersionsAreKeptAndNoOthers() {
    publish("r1", day(THIRD, 0, 1));
    publish("r2", day(THIRD, 1, 2));
    publish("r3", day(THIRD, 2, 3));
    letters("l", List.of(unit(SECOND)), letter(SECOND, "l", 1));

    assertThat(warehouse().prune(3, Set.of()).files(), is(0));
    String oldest =
        warehouse().journal("r2").changes().get(0).replaced().orElseThrow().files().get(0).digest();
    assertThat("somebody reads it", warehouse().prune(2, Set.of(oldest)).files(), is(0));
    assertThat(warehouse().prune(2, Set.of()).files(), is(1));
    assertThat(warehouse().journal("r2").changes().get(0).missing().size(), is(1));
    takeBack("b3", "r3");
    assertThat(amounts(THIRD), is(List.of("2")));
    assertThat("dead letters stay", letterDays(), is(List.of("2026-02-02 1")));
  }

  @Test
  void rowsAreFoundByTheirKeys() {
    publish("r1", day(SECOND, 0, 1, 2), day(THIRD, 0, 7));
    Path keys = Path.of(staging.staged("SELECT 'ch_2026-02-02_1' AS id").uri());
    Path found = staging.newFile();
    assertThat(
        warehouse().find(new KeyLookup(CHARGES, List.of("id"), keys, List.of("amount")), found),
        is(true));
    assertThat(read("SELECT amount, _partition FROM '" + found + "'"), is(List.of("2 2026-02-02")));
    assertThat(
        warehouse()
            .find(new KeyLookup(PAYMENTS, List.of("id"), keys, List.of()), staging.newFile()),
        is(false));
  }

  @Test
  void whatIsOpenIsTold() {
    publish(
        "r1",
        with(day(THIRD, 0, 7), Completeness.openUntil(LocalDate.parse("2026-03-10")), "x"),
        day(SECOND, 0, 1));
    assertThat(
        warehouse().status().open(),
        is(
            List.of(
                new WarehouseStatus.OpenPartition(
                    "silver.charges",
                    THIRD,
                    "r1",
                    Optional.of(LocalDate.parse("2026-03-10")),
                    List.of()))));
  }

  @Test
  void aWarehouseThatIsNotThereIsEmptyAndReadingMakesNone() throws IOException {
    Warehouse none = warehouse();
    assertThat(none.read(List.of(CHARGES)), is(WarehouseView.EMPTY));
    assertThat(none.tables(), is(empty()));
    assertThat(none.describe(CHARGES), is(empty()));
    assertThat(none.liveContent(Map.of(CHARGES, Set.of(THIRD))), is(anEmptyMap()));
    Path keys = Path.of(staging.staged("SELECT 'x' AS id").uri());
    assertThat(
        none.find(new KeyLookup(CHARGES, List.of("id"), keys, List.of()), staging.newFile()),
        is(false));
    assertThat(none.hasPublished("r1"), is(false));
    assertThat(none.applied("c0"), is(Optional.empty()));
    assertThat(none.journal("r1"), is(JournalView.EMPTY));
    assertThat(none.deadLetters(Optional.empty()), is(empty()));
    assertThat(none.status(), is(WarehouseStatus.EMPTY));
    assertThat(none.prune(1, Set.of()), is(new Pruned(0, 0)));
    none.release("r1");
    try (Stream<Path> made = Files.walk(folder())) {
      assertThat(made.filter(Files::isRegularFile).toList(), is(empty()));
    }
  }

  // What the tests say in short.

  protected final PublishReport publish(String run, Replacement... replacements) {
    return publish(run, ChangeSets.of(List.of(replacements), Map.of()));
  }

  protected final PublishReport publish(String run, ChangeSet changes) {
    return publish(warehouse(), run, changes);
  }

  protected final PublishReport publish(Warehouse warehouse, String run, ChangeSet changes) {
    return Publication.publish(
        warehouse, changes, Staging.context(run, "", DeadLetterChange.NONE, TakesBack.NOTHING));
  }

  private PublishReport publish(String run, String takenBack, Rollback rollback) {
    return Publication.publish(
        warehouse(),
        rollback.changes(),
        Staging.context(run, takenBack, DeadLetterChange.NONE, rollback.takesBack()));
  }

  private Rollback rollback(String takenBack) {
    JournalView view = warehouse().journal(takenBack);
    JournalRun run =
        view.runs().stream().filter(r -> r.runId().equals(takenBack)).findFirst().orElseThrow();
    return new RollbackPlanner(view, run, Set.of()).plan();
  }

  protected final void takeBack(String run, String takenBack) {
    Rollback rollback = rollback(takenBack);
    assertThat(rollback.findings(), is(empty()));
    publish(run, takenBack, rollback);
  }

  protected final Replacement day(String day, int expected, int... amounts) {
    return day(CHARGES, day, expected, amounts);
  }

  private Replacement day(TableRef table, String day, int expected, int... amounts) {
    return staging.replacement(table, day, charges(day, amounts), expected);
  }

  private static Replacement with(Replacement r, Completeness completeness, String input) {
    PartitionResult result = r.result();
    return new Replacement(
        r.table(),
        r.partitionColumn(),
        r.grain(),
        result.withInputs(new TreeMap<>(Map.of("a/b", input))),
        completeness,
        r.expectedVersion());
  }

  private static Replacement seeing(Replacement r, Seen seen) {
    return new Replacement(
        r.table(),
        r.partitionColumn(),
        r.grain(),
        r.result(),
        r.completeness(),
        r.expectedVersion(),
        seen);
  }

  private static ChangeSet changes(
      Collection<Replacement> replacements, Collection<KeyRead> reads, long madeAfter) {
    return ChangeSets.of(replacements, Map.of(), reads, madeAfter);
  }

  private void letters(String run, List<DeadLetterUnit> units, Path... files) {
    letters(run, ChangeSet.UNKNOWN, units, files);
  }

  private void letters(String run, long madeAfter, List<DeadLetterUnit> units, Path... files) {
    letters(
        run,
        madeAfter,
        new DeadLetterChange(units, List.of(), Stream.of(files).map(Address::of).toList()));
  }

  private void letters(String run, long madeAfter, DeadLetterChange change) {
    Publication.publish(
        warehouse(),
        changes(List.of(), List.of(), madeAfter),
        Staging.context(run, "", change, TakesBack.NOTHING));
  }

  /** A run that reads that record well, for a day that it does not replace. */
  private void mended(String run, long position) {
    letters(
        run,
        ChangeSet.UNKNOWN,
        new DeadLetterChange(
            List.of(unit(SECOND)), List.of(Address.of(staging.record("o", position))), List.of()));
  }

  private Path letter(String day, String run, int attempt) {
    return staging.deadLetter(day, run, "BAD_TYPE", attempt);
  }

  private static DeadLetterUnit unit(String day) {
    return DeadLetterUnit.ofDay("bronze", "charges", LocalDate.parse(day));
  }

  private List<String> letterDays() {
    return warehouse().deadLetters(Optional.empty()).stream()
        .map(l -> l.arrivalDate() + " " + l.attempt())
        .sorted()
        .toList();
  }

  /** Refused, and everything is as it was. */
  private void refused(
      Class<? extends WarehouseException> how, String message, Runnable publication) {
    WarehouseView before = view();
    SortedMap<Partition, Content> rows = contents();
    List<DeadLetter> letters = warehouse().deadLetters(Optional.empty());
    WarehouseException e = assertThrows(how, publication::run);
    assertThat(e.getMessage(), containsString(message));
    assertThat(view(), is(before));
    assertThat(contents(), is(rows));
    assertThat(warehouse().deadLetters(Optional.empty()), is(letters));
  }

  protected final WarehouseView view() {
    return warehouse().read(List.of(CHARGES, PAYMENTS, CUSTOMERS, MONTHS));
  }

  protected final Head head(String day) {
    return view().head(CHARGES.partition(day)).orElseThrow();
  }

  private SortedMap<Partition, Content> contents() {
    Set<String> days = Set.of(SECOND, THIRD, FOURTH);
    return warehouse().liveContent(Map.of(CHARGES, days, PAYMENTS, days));
  }

  private Content live(String day) {
    return contents().getOrDefault(CHARGES.partition(day), Content.EMPTY);
  }

  protected final List<String> amounts(String day) {
    return column(CHARGES, day, "amount");
  }

  private List<String> column(TableRef table, String partition, String column) {
    if (warehouse().describe(table).isEmpty()) {
      return List.of();
    }
    Path file = staging.newFile();
    warehouse().export(table, partition, file);
    return read(
        "SELECT " + column + " FROM " + Sql.parquet(List.of(file.toString())) + " ORDER BY 1");
  }

  /** Rows of a SELECT, their values separated by spaces. */
  private static List<String> read(String select) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          values.add(Optional.ofNullable(row.getString(i)).orElse("NULL"));
        }
        rows.add(String.join(" ", values));
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(select, e);
    }
  }

  private LeaseResult acquire(String run, Owner owner, String... days) {
    return warehouse().acquire(request(run, owner, days));
  }

  protected static LeaseRequest request(String run, Owner owner, String... days) {
    return new LeaseRequest(run, owner, Stream.of(days).map(CHARGES::partition).toList(), SINCE);
  }

  private List<String> holders() {
    return warehouse().status().leases().stream()
        .map(l -> l.holder().runId() + " " + l.holder().partitions().size() + " " + l.alive())
        .toList();
  }
}
