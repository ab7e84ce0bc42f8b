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
            "duckdb:file:data/lake.duckdb",
            "duckdb:file:" + Path.of("data/lake.duckdb").toAbsolutePath(),
            "duckdb:FILE://" + Path.of("data/lake.duckdb").toAbsolutePath(),
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
    assertThat(address.file(), is(Optional.of(Path.of("/data/lake.duckdb"))));
  }

  @Test
  void datasetsOfAProject() {
    for (String text : List.of("bigquery:my-project.lake", "bigquery:example.com:p1.lake_2")) {
      WarehouseAddress address = WarehouseAddress.parse(text).orElseThrow();
      assertThat(address.kind(), is(WarehouseAddress.Kind.BIGQUERY));
      assertThat(address.toString(), is(text));
      assertThat(address.file(), is(Optional.empty()));
    }
  }

  @Test
  void whatIsOfNoKnownKindIsNoAddress() {
    for (String text :
        List.of(
            "",
            "lake.duckdb",
            "duckdb:",
            "DUCKDB:x",
            "bigquery:",
            "bigquery:lake",
            "bigquery:my-project.",
            "bigquery:my-project.a-b",
            "bigquery:my-project.a`b",
            "bigquery:My-project.lake",
            "gs://b",
            "duckdb:\0",
            "duckdb:file://host/x",
            "duckdb:file:a\0")) {
      assertThat(text, WarehouseAddress.parse(text), is(Optional.empty()));
    }
  }
}
