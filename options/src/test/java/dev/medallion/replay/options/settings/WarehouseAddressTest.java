package dev.medallion.replay.options.settings;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarehouseAddressTest {

  @Test
  void onePlaceHasOneAddressHoweverItIsWritten() {
    WarehouseAddress address = WarehouseAddress.duckDb(Path.of("data/lake.duckdb"));
    for (String text :
        List.of(
            "duckdb:data/lake.duckdb",
            "duckdb:./data/../data/lake.duckdb",
            "duckdb:" + Path.of("data/lake.duckdb").toAbsolutePath())) {
      assertThat(text, WarehouseAddress.parse(text), is(Optional.of(address)));
    }
    assertThat(WarehouseAddress.duckDb(Path.of("lake.duckdb")), is(not(address)));
  }

  @Test
  void itIsWrittenAsItIsRead() {
    WarehouseAddress address = WarehouseAddress.duckDb(Path.of("/data/lake.duckdb"));
    assertThat(address.toString(), is("duckdb:/data/lake.duckdb"));
    assertThat(WarehouseAddress.parse(address.toString()), is(Optional.of(address)));
    assertThat(address.file(), is(Path.of("/data/lake.duckdb")));
  }

  @Test
  void whatIsOfNoKnownKindIsNoAddress() {
    for (String text :
        List.of("", "lake.duckdb", "duckdb:", "DUCKDB:x", "bigquery:p.d", "gs://b", "duckdb:\0")) {
      assertThat(text, WarehouseAddress.parse(text), is(Optional.empty()));
    }
  }
}
