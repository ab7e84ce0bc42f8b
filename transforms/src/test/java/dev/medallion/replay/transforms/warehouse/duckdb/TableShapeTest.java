package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableShapeTest {
  private static final String DAY = "2026-02-03";
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  @Test
  void aTableIsMadeWithTheColumnsOfItsRows() {
    Replacement replacement =
        lake.replacement(
            CHARGES,
            DAY,
            """
            SELECT DATE '2026-02-03' AS created_date, 1.5::DECIMAL(18,2) AS d, 'x' AS s,
              TIMESTAMPTZ '2026-02-03 00:00:00+00' AS ts, true AS b, 1.0::DOUBLE AS f,
              '{}'::JSON AS j, [{'a': 1}] AS l, 'v' AS _version,
              DATE '2026-02-04' AS _arrival_date, 'o' AS _object
            """,
            0);
    assertThat(lake.warehouse().describe(CHARGES), is(empty()));
    lake.publish("r1", replacement);
    assertThat(lake.warehouse().describe(CHARGES), is(replacement.result().columns()));
    assertThat(
        lake.warehouse().liveContent(Map.of(CHARGES, Set.of(DAY))).values(),
        contains(replacement.result().content()));
  }

  @Test
  void aNewColumnIsAddedAndNullInOlderPartitions() {
    lake.publish("r1", lake.replacement(CHARGES, "2026-02-02", charges("2026-02-02", 1), 0));
    lake.publish(
        "r2",
        lake.replacement(
            CHARGES, DAY, "SELECT *, 'eur' AS currency FROM (" + charges(DAY, 7) + ")", 0));
    assertThat(
        lake.query("SELECT amount, currency FROM silver.charges ORDER BY amount"),
        contains(List.of("1", "NULL"), List.of("7", "eur")));
  }

  @Test
  void aNewColumnThatIsEmptyChangesNothing() {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    PublishReport report =
        lake.publish(
            "r2",
            lake.replacement(
                CHARGES,
                DAY,
                "SELECT *, NULL::VARCHAR AS currency FROM (" + charges(DAY, 7) + ")",
                1));
    assertThat(report.count(Action.SKIPPED), is(1L));
    assertThat(lake.version(CHARGES, DAY), is(1));
    assertThat(lake.query("SELECT currency FROM silver.charges"), contains(List.of("NULL")));
  }

  @Test
  void aColumnThatIsGoneStaysAndIsNullInNewRows() {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    lake.publish(
        "r2",
        lake.replacement(
            CHARGES, DAY, "SELECT id, created_date FROM (" + charges(DAY, 7) + ")", 1));
    assertThat(
        lake.query("SELECT created_date, amount FROM silver.charges"),
        contains(List.of(DAY, "NULL")));
  }

  @Test
  void aColumnThatChangesItsTypeIsRefusedBeforeAnythingIsWritten() {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    SortedMap<String, List<List<String>>> before = lake.everything();
    WarehouseException e =
        assertThrows(
            WarehouseException.class,
            () ->
                lake.publish(
                    "r2",
                    lake.replacement(PAYMENTS, DAY, charges(DAY, 7), 0),
                    lake.replacement(
                        CHARGES,
                        DAY,
                        "SELECT * REPLACE (amount::VARCHAR AS amount) FROM ("
                            + charges(DAY, 7)
                            + ")",
                        1)));
    assertThat(
        e.getMessage(),
        allOf(containsString("silver.charges"), containsString("amount from BIGINT to VARCHAR")));
    assertThat(lake.everything(), is(before));
  }

  @Test
  void aTableWithoutThePartitionColumnIsRefused() {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    lake.execute("ALTER TABLE silver.charges RENAME created_date TO other");
    WarehouseException e =
        assertThrows(
            WarehouseException.class,
            () -> lake.publish("r2", lake.replacement(CHARGES, DAY, charges(DAY, 8), 1)));
    assertThat(e.getMessage(), containsString("has no column created_date"));
  }
}
