package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.HeadMovedException;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedPublishTest {
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  @Test
  void aHeadThatMovedRefusesTheWholeChangeSet() {
    lake.publish("r1", day(CHARGES, "2026-02-03", 0, 7));
    SortedMap<String, List<List<String>>> before = lake.everything();
    HeadMovedException e =
        assertThrows(
            HeadMovedException.class,
            () ->
                lake.publish(
                    "r2", day(CHARGES, "2026-02-02", 0, 1), day(CHARGES, "2026-02-03", 0, 8)));
    assertThat(e.partition(), is(CHARGES.partition("2026-02-03")));
    assertThat(e.expected(), is(0));
    assertThat(e.found(), is(1));
    assertThat(
        e.getMessage(),
        containsString(
            "replaces charges/2026-02-03 at no version, but the warehouse has version 1 (published"
                + " by run r1)"));
    assertThat(lake.everything(), is(before));
  }

  @Test
  void aHeadThatWasReadAndMovedRefusesTheWholeChangeSet() {
    lake.publish("r1", day(CHARGES, "2026-02-03", 0, 7));
    SortedMap<String, List<List<String>>> before = lake.everything();
    ChangeSet changes =
        ChangeSets.of(
            List.of(day(PAYMENTS, "2026-02-03", 0, 7)),
            Map.of(CHARGES.partition("2026-02-03"), Head.NONE));
    HeadMovedException e =
        assertThrows(HeadMovedException.class, () -> lake.publish("r2", changes));
    assertThat(e.getMessage(), containsString("reads charges/2026-02-03 at no version"));
    assertThat(lake.everything(), is(before));
  }

  @Test
  void headsThatWereReadAndStoodStillLetItPass() {
    lake.publish("r1", day(CHARGES, "2026-02-03", 0, 7));
    lake.publish(
        "r2",
        ChangeSets.of(
            List.of(day(PAYMENTS, "2026-02-03", 0, 7)),
            Map.of(
                CHARGES.partition("2026-02-03"), 1, CHARGES.partition("2026-02-04"), Head.NONE)));
    assertThat(lake.version(PAYMENTS, "2026-02-03"), is(1));
  }

  @Test
  void aReadOfATableThatTheModelDoesNotHaveIsRefused() {
    ChangeSet changes =
        ChangeSets.of(
            List.of(day(PAYMENTS, "2026-02-03", 0, 7)), Map.of(new Partition("gone", "x"), 0));
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> lake.publish("r1", changes));
    assertThat(e.getMessage(), containsString("the model has no such table"));
  }

  @Test
  void aFileThatIsNoParquetLeavesNothingOfTheWholeChangeSet() throws IOException {
    lake.publish("r1", day(CHARGES, "2026-02-02", 0, 1));
    SortedMap<String, List<List<String>>> before = lake.everything();
    Replacement bad = day(PAYMENTS, "2026-02-03", 0, 7);
    Path file = Path.of(bad.result().files().get(0).uri());
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0);
    Files.write(file, bytes);
    Replacement broken = withFile(bad, Lake.file(file, 1));
    assertThrows(
        WarehouseException.class,
        () -> lake.publish("r2", day(CHARGES, "2026-02-02", 1, 5), broken));
    assertThat(lake.everything(), is(before));
  }

  @Test
  void aStagedFileThatWasAlteredByAByteIsRefused() throws IOException {
    lake.publish("r1", day(CHARGES, "2026-02-02", 0, 1));
    SortedMap<String, List<List<String>>> before = lake.everything();
    Replacement replacement = day(CHARGES, "2026-02-03", 0, 7);
    Path file = Path.of(replacement.result().files().get(0).uri());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 3] ^= 1;
    Files.write(file, bytes);
    WarehouseException e =
        assertThrows(
            WarehouseException.class,
            () -> lake.publish("r2", day(CHARGES, "2026-02-02", 1, 5), replacement));
    assertThat(
        e.getMessage(), allOf(containsString("was altered"), containsString(file.toString())));
    assertThat(lake.everything(), is(before));
  }

  @Test
  void rowsOutsideTheirPartitionAreRefused() {
    lake.publish("r1", day(CHARGES, "2026-02-02", 0, 1));
    SortedMap<String, List<List<String>>> before = lake.everything();
    Replacement astray = lake.replacement(CHARGES, "2026-02-03", charges("2026-02-04", 7), 0);
    WarehouseException e = assertThrows(WarehouseException.class, () -> lake.publish("r2", astray));
    assertThat(e.getMessage(), containsString("rows of other partitions: {2026-02-04=1}"));
    assertThat(lake.everything(), is(before));
  }

  @Test
  void rowsWithoutAPartitionAreRefused() {
    Replacement astray =
        lake.replacement(
            CHARGES,
            "2026-02-03",
            charges("2026-02-03", 7) + " UNION ALL SELECT 'x', NULL, 1, 'v'",
            0);
    WarehouseException e = assertThrows(WarehouseException.class, () -> lake.publish("r1", astray));
    assertThat(e.getMessage(), containsString("{2026-02-03=1, null=1}"));
  }

  @Test
  void aFileWithFewerRowsThanItWasStagedWithIsRefused() {
    Replacement full = day(CHARGES, "2026-02-03", 0, 7, 8);
    StagedFile file = full.result().files().get(0);
    Replacement short_ = withFile(full, new StagedFile(file.uri(), file.digest(), 3, file.bytes()));
    WarehouseException e = assertThrows(WarehouseException.class, () -> lake.publish("r1", short_));
    assertThat(e.getMessage(), containsString("hold 2 rows, not the 3"));
  }

  private Replacement day(TableRef table, String day, int expected, int... amounts) {
    return lake.replacement(table, day, charges(day, amounts), expected);
  }

  private static Replacement withFile(Replacement r, StagedFile file) {
    PartitionResult result = r.result();
    return new Replacement(
        r.table(),
        r.partitionColumn(),
        r.grain(),
        new PartitionResult(
            result.partition(), result.columns(), List.of(file), result.content(), result.inputs()),
        r.completeness(),
        r.expectedVersion());
  }
}
