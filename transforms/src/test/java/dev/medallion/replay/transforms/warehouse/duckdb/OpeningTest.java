package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
  private static final String DAY = "2026-02-03";
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  @Test
  void aFileThatIsNoDatabaseIsNamed() throws IOException {
    Files.writeString(lake.file, "id,amount\n".repeat(1000));
    assertThat(refused(lake), containsString("lake.duckdb is not a DuckDB file"));
  }

  @Test
  void aMissingDirectoryIsNamed() {
    Lake nowhere = new Lake(directory.resolve("no/where"));
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> nowhere.warehouse().acquire(request()));
    assertThat(e.getMessage(), containsString("no directory"));
  }

  @Test
  void aDirectoryIsNoWarehouse() throws IOException {
    Files.createDirectory(lake.file);
    assertThat(refused(lake), containsString("is a directory"));
  }

  @Test
  void aReadOnlyDirectoryIsNamed() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    closed.toFile().setWritable(false);
    assumeFalse(Files.isWritable(closed), "root may write everywhere");
    WarehouseException e =
        assertThrows(
            WarehouseException.class, () -> new Lake(closed).warehouse().acquire(request()));
    assertThat(e.getMessage(), containsString("is read-only"));
  }

  @Test
  void aWarehouseOfANewerVersionIsLeftAlone() {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    lake.execute(
        "UPDATE ops.replay_meta SET value = '"
            + (OpsSchema.VERSION + 1)
            + "' WHERE key = 'schema_version'");
    String why = "written by a newer version of this program";
    assertThat(refused(lake), containsString(why));
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> lake.warehouse().acquire(request()));
    assertThat(e.getMessage(), containsString(why));
  }

  @Test
  void aWarehouseOfAnOlderVersionIsRefusedSinceItHasNoLedger() {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    lake.execute("UPDATE ops.replay_meta SET value = '2' WHERE key = 'schema_version'");
    assertThat(refused(lake), containsString("replay all of it into a new warehouse"));
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> lake.warehouse().acquire(request()));
    assertThat(e.getMessage(), containsString("written by an older version of this program"));
  }

  @Test
  void aWarehouseRefusesAnotherStateDirectoryAndNamesItsOwn() {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    DuckDbWarehouse other =
        DuckDbWarehouse.of(lake.file, Address.of(directory.resolve("elsewhere")), Lake.settings());
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> other.read(List.of(CHARGES)));
    assertThat(e.getMessage(), containsString("use --state=" + lake.state));
    assertThrows(WarehouseException.class, () -> other.acquire(request()));
  }

  @Test
  void aWarehouseMovedTogetherWithItsStateStillFindsItsFiles() throws IOException {
    Path home = Files.createDirectory(directory.resolve("a"));
    Lake before = new Lake(home);
    before.publish("r1", before.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    Path moved = Files.move(home, directory.resolve("b"));
    Head head =
        new Lake(moved)
            .warehouse()
            .read(List.of(CHARGES))
            .head(CHARGES.partition(DAY))
            .orElseThrow();
    assertThat(Files.exists(Path.of(head.files().get(0).uri())), is(true));
  }

  private static String refused(Lake lake) {
    return assertThrows(WarehouseException.class, () -> lake.warehouse().read(List.of(CHARGES)))
        .getMessage();
  }

  private static LeaseRequest request() {
    return new LeaseRequest(
        "r9", ProcessLiveness.thisProcess(), List.of(CHARGES.partition(DAY)), Instant.EPOCH);
  }
}
