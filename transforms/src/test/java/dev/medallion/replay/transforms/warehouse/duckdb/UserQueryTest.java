package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserQueryTest {
  private static final String DAY = "2026-02-03";
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  @Test
  void columnsAndRowsComeBackAsText() {
    publish(7);
    QueryResult result =
        lake.warehouse()
            .query(
                "SELECT created_date, amount, NULL AS n, 1.50::DECIMAL(9,2) AS d FROM"
                    + " silver.charges",
                10);
    assertThat(
        result.columns(),
        contains(
            new Column("created_date", "DATE"),
            new Column("amount", "BIGINT"),
            new Column("n", "INTEGER"),
            new Column("d", "DECIMAL(9,2)")));
    assertThat(
        result.rows(),
        contains(
            List.of(Optional.of(DAY), Optional.of("7"), Optional.empty(), Optional.of("1.50"))));
    assertThat(result.more(), is(0L));
  }

  @Test
  void moreRowsThanTheLimitAreLeftOutAndThatIsSaid() {
    publish(7, 8, 9);
    QueryResult two = lake.warehouse().query("SELECT amount FROM silver.charges", 2);
    assertThat(two.rows(), hasSize(2));
    assertThat(two.more(), is(1L));
    assertThat(lake.warehouse().query("SELECT 1", 1).more(), is(0L));
  }

  @Test
  void timesAreShownInTheZoneOfTheModel() {
    publish(7);
    DuckDbWarehouse berlin =
        DuckDbWarehouse.of(
            lake.file, Address.of(lake.state), DuckDbSettings.of(ZoneId.of("Europe/Berlin")));
    assertThat(
        berlin.query("SELECT CAST(TIMESTAMPTZ '2026-02-03 23:30:00+00' AS DATE)", 1).rows(),
        contains(List.of(Optional.of("2026-02-04"))));
    assertThat(
        berlin.query("SELECT TIMESTAMPTZ '2026-02-03 23:30:00+00'", 1).rows(),
        contains(List.of(Optional.of("2026-02-04 00:30:00+01"))));
  }

  @Test
  void nestedValuesAndBytesAreShown() {
    publish(7);
    assertThat(
        lake.query("SELECT [1, 2], {'a': 1}, '\\x00a'::BLOB, '{\"b\":2}'::JSON"),
        contains(List.of("[1, 2]", "{a=1}", "\\x0061", "{\"b\":2}")));
  }

  @Test
  void nothingCanBeWrittenAndNoOtherFileRead() {
    publish(7);
    SortedMap<String, List<List<String>>> before = lake.everything();
    String other = directory.resolve("other").toString();
    for (String sql :
        List.of(
            "DELETE FROM silver.charges",
            "SELECT 1; DROP TABLE silver.charges",
            "CREATE TABLE x AS SELECT 1",
            "COPY silver.charges TO '" + other + "'",
            "ATTACH '" + other + "' AS o",
            "SELECT * FROM read_text('/etc/hostname')",
            "SET enable_external_access = true",
            "INSTALL httpfs")) {
      assertThrows(WarehouseException.class, () -> lake.query(sql), sql);
    }
    assertThat(lake.everything(), is(before));
    assertThat(Files.exists(Path.of(other)), is(false));
  }

  @Test
  void aMistakeIsExplainedInDuckDbsWords() {
    publish(7);
    WarehouseException e =
        assertThrows(
            WarehouseException.class, () -> lake.query("SELECT amonut FROM silver.charges"));
    assertThat(e.getMessage(), containsString("amonut"));
  }

  @Test
  void ofSeveralStatementsNoneIsRun() {
    publish(1);
    assertThat(
        assertThrows(WarehouseException.class, () -> lake.query("SELECT 1; SELECT 2")).getMessage(),
        containsString("holds 2 statements"));
    assertThat(lake.query("SELECT ';' -- one; two\n;"), contains(List.of(";")));
  }

  @Test
  void aWarehouseThatIsNotThereIsNotMade() {
    WarehouseException e = assertThrows(WarehouseException.class, () -> lake.query("SELECT 1"));
    assertThat(e.getMessage(), containsString("does not exist yet"));
    assertThat(Files.exists(lake.file), is(false));
  }

  private void publish(int... amounts) {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, amounts), 0));
  }
}
