package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveContentTest {
  private static final String DAY = "2026-02-03";
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  @Test
  void itIsWhatWasPublished() {
    Replacement replacement = lake.replacement(CHARGES, DAY, charges(DAY, 7, 8), 0);
    lake.publish("r1", replacement);
    assertThat(live(DAY), is(Map.of(CHARGES.partition(DAY), replacement.result().content())));
  }

  @Test
  void anUpdateByHandIsSeen() {
    Replacement replacement = lake.replacement(CHARGES, DAY, charges(DAY, 7), 0);
    lake.publish("r1", replacement);
    lake.execute("UPDATE silver.charges SET amount = 8");
    Content live = live(DAY).get(CHARGES.partition(DAY));
    assertThat(live.checksum(), is(not(replacement.result().content().checksum())));
  }

  @Test
  void anUpdateOfAHiddenColumnChangesTheFullChecksumOnly() {
    Replacement replacement = lake.replacement(CHARGES, DAY, charges(DAY, 7), 0);
    lake.publish("r1", replacement);
    lake.execute("UPDATE silver.charges SET _version = 'v2'");
    Content live = live(DAY).get(CHARGES.partition(DAY));
    assertThat(live.checksum(), is(replacement.result().content().checksum()));
    assertThat(live.fullChecksum(), is(not(replacement.result().content().fullChecksum())));
  }

  @Test
  void rowsOfAPartitionWithoutAHeadAreSeen() {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    lake.execute("INSERT INTO silver.charges VALUES ('x', DATE '2026-02-09', 1, 'v')");
    assertThat(live("2026-02-09").get(CHARGES.partition("2026-02-09")).rows(), is(1L));
  }

  @Test
  void onlyWantedPartitionsAreLookedAt() {
    lake.publish(
        "r1",
        lake.replacement(CHARGES, "2026-02-02", charges("2026-02-02", 1), 0),
        lake.replacement(CHARGES, DAY, charges(DAY, 7), 0),
        lake.replacement(CHARGES, "2026-02-05", charges("2026-02-05", 1), 0));
    assertThat(
        live("2026-02-02", "2026-02-05").keySet(),
        contains(CHARGES.partition("2026-02-02"), CHARGES.partition("2026-02-05")));
  }

  @Test
  void aTableOrAWarehouseThatIsNotThereHasNoPartitions() {
    assertThat(live(DAY), is(anEmptyMap()));
    assertThat(Files.exists(lake.file), is(false));
    lake.publish("r1", lake.replacement(PAYMENTS, DAY, charges(DAY, 7), 0));
    assertThat(live(DAY), is(anEmptyMap()));
  }

  @Test
  void anExportedPartitionHoldsItsLiveRows() {
    lake.publish(
        "r1",
        lake.replacement(CHARGES, "2026-02-02", charges("2026-02-02", 1), 0),
        lake.replacement(CHARGES, DAY, charges(DAY, 7, 8), 0));
    lake.execute("UPDATE silver.charges SET amount = 9 WHERE amount = 8");
    Path target = directory.resolve("out.parquet");
    StagedFile exported = lake.warehouse().export(CHARGES, DAY, target);
    assertThat(exported, is(Lake.file(target, 2)));
    Replacement again =
        lake.replacement(CHARGES, DAY, "SELECT * FROM '" + target + "' ORDER BY amount DESC", 1);
    assertThat(again.result().content(), is(live(DAY).get(CHARGES.partition(DAY))));
  }

  @Test
  void anExportOverwritesNothing() throws IOException {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    Path target = Files.writeString(directory.resolve("out.parquet"), "mine");
    assertThrows(WarehouseException.class, () -> lake.warehouse().export(CHARGES, DAY, target));
    assertThat(Files.readString(target), is("mine"));
  }

  private SortedMap<Partition, Content> live(String... days) {
    return lake.warehouse().liveContent(Map.of(CHARGES, Set.of(days)));
  }
}
