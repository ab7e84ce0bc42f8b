package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.DeadLetterUnit;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedDeadLettersTest {
  private static final DeadLetterUnit ONE =
      DeadLetterUnit.ofDay("bronze", "charges", LocalDate.parse("2026-02-03"));
  private static final DeadLetterUnit TWO =
      DeadLetterUnit.ofDay("bronze", "charges", LocalDate.parse("2026-02-04"));
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  @Test
  void aRerunDoesNotDoubleThem() {
    publish("r1", List.of(ONE, TWO), "2026-02-03", "2026-02-04");
    publish("r2", List.of(ONE, TWO), "2026-02-03", "2026-02-04");
    assertThat(letters(), contains(List.of("2026-02-03", "r2"), List.of("2026-02-04", "r2")));
  }

  @Test
  void onlyTheUnitsThatWereReadAreReplaced() {
    publish("r1", List.of(ONE, TWO), "2026-02-03", "2026-02-04");
    publish("r2", List.of(TWO));
    assertThat(letters(), contains(List.of("2026-02-03", "r1")));
  }

  @Test
  void thoseOfAUnitThatWasNotReadFullyAreRefused() {
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> publish("r1", List.of(ONE), "2026-02-04"));
    assertThat(e.getMessage(), containsString("bronze/charges/2026-02-04"));
  }

  @Test
  void whatIsRefusedLastLeavesNothingOfWhatWasWrittenBefore() {
    lake.publish("r1", lake.replacement(CHARGES, "2026-02-03", charges("2026-02-03", 7), 0));
    SortedMap<String, List<List<String>>> before = lake.everything();
    ChangeSet changes =
        ChangeSets.of(
            List.of(lake.replacement(CHARGES, "2026-02-03", charges("2026-02-03", 8), 1)),
            Map.of());
    Path letters = file(directory.resolve("letters.parquet"), "r2", "2026-02-04");
    DeadLetterChange unlisted =
        new DeadLetterChange(List.of(ONE), List.of(), List.of(Address.of(letters)));
    assertThrows(
        WarehouseException.class, () -> lake.publish(changes, Lake.context("r2", unlisted)));
    assertThat(lake.everything(), is(before));
  }

  @Test
  void anAttemptOnceReachedIsKeptByWhatReadsTheRecordAsIfForTheFirstTime() {
    lake.publish(
        ChangeSets.of(List.of(), Map.of()),
        Lake.context(
            "r1",
            new DeadLetterChange(
                List.of(ONE),
                List.of(),
                List.of(
                    Address.of(file(directory.resolve("r1.parquet"), "r1", "2026-02-03", 3))))));
    publish("r2", List.of(ONE, TWO), "2026-02-03", "2026-02-04");
    assertThat(
        lake.query(
            "SELECT arrival_date, _run_id, _attempt FROM ops.replay_dead_letters ORDER BY 1"),
        contains(List.of("2026-02-03", "r2", "3"), List.of("2026-02-04", "r2", "3")));
  }

  @Test
  void thatOfARecordThatAPublishedDayStillLacksStaysUntilThatDayIsReplayed() {
    publish("r1", List.of(ONE, TWO), "2026-02-03", "2026-02-04");
    publish("r2", List.of(ONE, TWO), List.of(mended("p", 3), mended("o", 2)));
    assertThat(letters(), empty());

    publish("r3", List.of(ONE, TWO), "2026-02-03", "2026-02-04");
    publish("r4", List.of(ONE), List.of(mended("o", 3)));
    assertThat(letters(), contains(List.of("2026-02-03", "r3"), List.of("2026-02-04", "r3")));

    publish("r5", List.of(ONE), List.of(mended("o", 3)), "2026-02-03");
    assertThat(letters(), contains(List.of("2026-02-03", "r5"), List.of("2026-02-04", "r3")));
  }

  private Path mended(String object, long position) {
    Path file = directory.resolve("mended-" + object + position + ".parquet");
    return written(
        "COPY (SELECT 'bronze' AS source, '%s' AS object, %d::BIGINT AS position) TO '%s'"
            .formatted(object, position, file),
        file);
  }

  @Test
  void theyAreReadBackByArrivalDate() {
    publish("r1", List.of(ONE, TWO), "2026-02-03", "2026-02-04");
    assertThat(lake.warehouse().deadLetters(Optional.empty()).size(), is(2));
    DeadLetter letter =
        lake.warehouse()
            .deadLetters(Optional.of(DayRange.ofDay(LocalDate.parse("2026-02-04"))))
            .get(0);
    assertThat(letter.arrivalDate(), is(LocalDate.parse("2026-02-04")));
    assertThat(letter.columns(), is(Map.of("run_id", "x")));
    assertThat(letter.raw(), is(new byte[] {0, (byte) 0xff, 10}));
  }

  @Test
  void theirBytesAndColumnsReadBackAsTheyWere() {
    publish("r1", List.of(ONE), "2026-02-03");
    assertThat(
        lake.query(
            "SELECT hex(raw), columns->>'run_id', position, _attempt FROM ops.replay_dead_letters"),
        contains(List.of("00FF0A", "x", "3", "1")));
  }

  private void publish(String run, List<DeadLetterUnit> units, String... days) {
    publish(run, units, List.of(), days);
  }

  private void publish(String run, List<DeadLetterUnit> units, List<Path> mended, String... days) {
    List<Path> files =
        Stream.of(days)
            .map(day -> file(directory.resolve(run + day + ".parquet"), run, day))
            .toList();
    lake.publish(
        ChangeSets.of(List.of(), Map.of()),
        Lake.context(
            run,
            new DeadLetterChange(
                units,
                mended.stream().map(Address::of).toList(),
                files.stream().map(Address::of).toList())));
  }

  private static Path file(Path path, String run, String day) {
    return file(path, run, day, 1);
  }

  private static Path file(Path path, String run, String day, int attempt) {
    String sql =
        "COPY (SELECT 'bronze' AS source, 'charges' AS entity, DATE '"
            + day
            + "' AS arrival_date,"
            + " 'o' AS object, 'g' AS generation, 3::BIGINT AS position,"
            + " '{\"run_id\":\"x\"}' AS columns, 'decode' AS stage, 'BAD_TYPE' AS code,"
            + " 'amount' AS field, 'm' AS message, '\\x00\\xFF\\x0A'::BLOB AS raw,"
            + " '"
            + run
            + "' AS _run_id, "
            + attempt
            + " AS _attempt, 'd' AS _model_version)"
            + " TO '"
            + path
            + "' (FORMAT parquet)";
    return written(sql, path);
  }

  private static Path written(String sql, Path path) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return path;
  }

  private List<List<String>> letters() {
    return lake.query(
        "SELECT arrival_date, _run_id FROM ops.replay_dead_letters ORDER BY arrival_date");
  }
}
