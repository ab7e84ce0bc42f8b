package dev.medallion.replay.transforms.warehouse.address;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarehousesTest {
  private static final Path STATE = Path.of("state");

  @Test
  void anEmbeddedWarehouseIsNamedByItsFile() {
    assertThat(
        Warehouses.of(
                Warehouses.address("duckdb:/data/lake.duckdb"), Address.of(STATE), ZoneOffset.UTC)
            .address(),
        is("duckdb:/data/lake.duckdb"));
  }

  @Test
  void bigQueryNeedsAStateInABucket() {
    WarehouseException e =
        assertThrows(
            WarehouseException.class,
            () ->
                Warehouses.of(
                    Warehouses.address("bigquery:my-project.lake"),
                    Address.of(STATE),
                    ZoneOffset.UTC));
    assertThat(e.getMessage(), containsString("give a folder in a bucket"));
  }

  @Test
  void anotherKindIsRefusedAndSaysWhichThereAre() {
    for (String address : List.of("bigquery:lake", "lake.duckdb", "duckdb:")) {
      WarehouseException e =
          assertThrows(WarehouseException.class, () -> Warehouses.address(address));
      assertThat(e.getMessage(), containsString("duckdb:<file>"));
    }
  }
}
