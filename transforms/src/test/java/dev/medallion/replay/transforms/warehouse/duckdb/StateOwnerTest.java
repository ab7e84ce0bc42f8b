package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.LeaseResult;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state directory and a warehouse belong together, whichever of the two is asked. */
class StateOwnerTest {
  private static final String DAY = "2026-02-03";
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void publish() {
    lake = new Lake(directory);
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
  }

  @Test
  void aSecondWarehouseIsRefusedByTheStateOfTheFirstBeforeItIsMade() {
    Path second = directory.resolve("two.duckdb");

    assertThat(refused(second), containsString("belongs to the warehouse " + lake.file));
    assertThat(refusedToRead(second), containsString("give another --state"));
    assertThat(Files.exists(second), is(false));
  }

  @Test
  void aCopyBesideTheFirstIsRefused() throws IOException {
    Path copy = Files.copy(lake.file, directory.resolve("copy.duckdb"));
    assertThat(refused(copy), containsString("belongs to the warehouse " + lake.file));
    assertThat(refusedToRead(copy), containsString("belongs to the warehouse"));
  }

  @Test
  void anotherWarehouseInThePlaceOfTheFirstIsRefused() throws IOException {
    Lake other = new Lake(Files.createDirectory(directory.resolve("other")));
    other.publish("r1", other.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    Files.move(lake.file, directory.resolve("away.duckdb"));
    Files.move(other.file, lake.file);

    assertThat(refused(lake.file), containsString("belongs to a former warehouse at"));
  }

  @Test
  void aWarehouseThatIsDeletedAndMadeAnewMayUseItsOldState() throws IOException {
    Files.delete(lake.file);
    lake.publish("r2", lake.replacement(CHARGES, DAY, charges(DAY, 8), 0));
    lake.publish("r3", lake.replacement(CHARGES, DAY, charges(DAY, 9), 1));
    assertThat(lake.version(CHARGES, DAY), is(2));
  }

  @Test
  void theOneThatWasMadeAnewKeepsItsStateFromTheOneThatWasMovedAway() throws IOException {
    Path away = Files.move(lake.file, directory.resolve("away.duckdb"));
    lake.publish("r2", lake.replacement(CHARGES, DAY, charges(DAY, 8), 0));
    assertThat(refused(away), containsString("belongs to the warehouse " + lake.file));
  }

  @Test
  void aWarehouseThatWasRenamedTakesItsStateAlong() throws IOException {
    Path renamed = Files.move(lake.file, directory.resolve("renamed.duckdb"));
    assertThat(acquired(renamed, lake.state), is(true));
    assertThat("from then on", acquired(renamed, lake.state), is(true));
    assertThat(refused(lake.file), containsString("belongs to the warehouse " + renamed));
  }

  @Test
  void aLinkOrARelativePathIsTheSameWarehouse() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("linked"), directory);
    assertThat(acquired(link.resolve("lake.duckdb"), link.resolve("state")), is(true));
    assertThat(acquired(link.resolve("lake.duckdb"), lake.state), is(true));

    Path file = Files.createSymbolicLink(directory.resolve("link.duckdb"), lake.file);
    assertThat(acquired(file, lake.state), is(true));

    Path here = Path.of("").toAbsolutePath();
    assertThat(acquired(here.relativize(lake.file), here.relativize(lake.state)), is(true));
  }

  @Test
  void aWarehouseOfAnEarlierProgramAndItsStateFindEachOther() throws IOException {
    lake.execute("DELETE FROM ops.replay_meta WHERE key = 'id'");
    Files.delete(lake.state.resolve("warehouse.json"));

    lake.publish("r2", lake.replacement(CHARGES, DAY, charges(DAY, 8), 1));

    assertThat(refused(directory.resolve("two.duckdb")), containsString("belongs to"));
  }

  @Test
  void whoeverDeletesTheRecordSaysThatTheFirstWarehouseIsNoLongerNeeded() throws IOException {
    Files.delete(lake.file);
    Files.delete(lake.state.resolve("warehouse.json"));
    assertThat(acquired(directory.resolve("two.duckdb"), lake.state), is(true));
  }

  private String refused(Path file) {
    return assertThrows(WarehouseException.class, () -> acquired(file, lake.state)).getMessage();
  }

  private String refusedToRead(Path file) {
    return assertThrows(
            WarehouseException.class,
            () ->
                DuckDbWarehouse.of(file, Address.of(lake.state), Lake.settings())
                    .read(List.of(CHARGES)))
        .getMessage();
  }

  private static boolean acquired(Path file, Path state) {
    return DuckDbWarehouse.of(file, Address.of(state), Lake.settings())
            .acquire(
                new LeaseRequest(
                    "r9",
                    ProcessLiveness.thisProcess(),
                    List.of(CHARGES.partition(DAY)),
                    Instant.EPOCH))
        instanceof LeaseResult.Taken;
  }
}
